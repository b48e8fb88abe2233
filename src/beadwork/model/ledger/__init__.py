"""The public ledger: what of an issue is published, entries with digests, and their proof."""
