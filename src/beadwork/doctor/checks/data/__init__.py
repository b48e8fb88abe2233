"""Checks of the rows and databases of trackers."""
