"""Checks of the daemon, its alerts, and the branches of workers."""
