"""Checks of the files of a town."""
