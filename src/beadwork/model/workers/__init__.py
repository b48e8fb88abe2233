"""Workers as values: their names and their states."""
