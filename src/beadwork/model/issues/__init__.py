"""Issues as values: fields and their limits, ids, types and statuses, and the issue as JSON."""
