"""The commons of a town: the database that it shares with other towns, and the plans in it."""
