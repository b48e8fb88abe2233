"""What is read of commits: the log, differences, rows as they were."""
