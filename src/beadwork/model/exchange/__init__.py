"""Rows and files from outside: exports, plans, batches, older trackers; what is odd about them."""
