"""The command-line kit: from argv to a command, and from a result or an error to the terminal. It
knows no issue.
"""
