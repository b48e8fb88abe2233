"""The tables. Each SQL statement stands beside the one function that runs it."""
