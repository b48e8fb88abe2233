"""Branches and their merging, and what a merge leaves to a person."""
