"""Checks of the daemon, its alerts, and branches of workers."""
