"""Pushes to remotes, pulls from them, and the check of what comes in."""
