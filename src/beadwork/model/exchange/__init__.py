"""Rows and files from outside (exports, plans, batches, older trackers), and warnings about
them.
"""
