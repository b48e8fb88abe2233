"""Branches, merges and conflicts on a terminal."""
