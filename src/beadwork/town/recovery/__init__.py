"""Backups, and bringing a damaged database back."""
