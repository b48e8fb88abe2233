"""Questions that answer with lists and counts: filters, ready, blocked, statistics, raw SQL."""
