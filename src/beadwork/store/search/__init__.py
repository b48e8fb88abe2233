"""Queries for lists and counts: filters, ready, blocked, statistics, raw SQL."""
