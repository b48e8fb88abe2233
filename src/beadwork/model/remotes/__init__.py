"""Remotes as values: where they can be, and when one that failed is asked again."""
