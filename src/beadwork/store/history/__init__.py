"""What is read of commits: the log, differences, rows at a commit."""
