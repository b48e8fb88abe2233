"""Checks of remotes and of pushes to them."""
