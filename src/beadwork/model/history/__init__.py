"""What commits say: changes, the search for them, undo, compaction, lead times."""
