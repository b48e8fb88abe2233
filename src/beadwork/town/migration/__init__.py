"""Databases of an older layout, brought into the town."""
