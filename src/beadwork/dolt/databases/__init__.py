"""Whole databases: backups, copies, and what one holds."""
