"""Branches, merges, and the conflicts that a merge leaves to a person."""
