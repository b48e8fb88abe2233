"""The rules of merging: a decision for each field, row and id that both sides changed."""
