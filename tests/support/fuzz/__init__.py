"""A seeded fuzzer of command lines, files, servers and rows. `python -m fuzz --help`.

Each try has a number, and everything about the try follows from it: `python -m fuzz --only 4711`
runs the same try again.
"""
