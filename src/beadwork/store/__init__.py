"""The tables: each SQL statement stands beside the one function that runs it."""
