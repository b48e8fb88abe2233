"""A seeded fuzzer of command lines, files, servers and rows. `python -m fuzz --help`.

A try has a number, and everything about it follows from the number: `python -m fuzz --only 4711`
runs the same one again.
"""
