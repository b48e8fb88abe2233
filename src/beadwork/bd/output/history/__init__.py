"""History on a terminal: changes, the feed, durations."""
