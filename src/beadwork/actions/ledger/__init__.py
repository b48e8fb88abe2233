"""Publish closed issues to a ledger, and prove one."""
