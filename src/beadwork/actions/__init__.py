"""One file for each change or question. A change takes a transaction, a question takes whatever can
read.
"""
