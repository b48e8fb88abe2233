"""Checks of the Dolt server."""
