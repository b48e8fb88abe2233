"""Issues as values: fields and their limits, ids, types and statuses, the JSON of an issue."""
