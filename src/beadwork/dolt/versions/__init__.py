"""Branches, merges, revisions, remotes and garbage, as Dolt has them."""
