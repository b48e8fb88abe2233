"""Checks of this machine and the programs on it."""
