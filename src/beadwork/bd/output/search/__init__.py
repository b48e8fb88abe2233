"""Lists and tables on a terminal."""
