"""Sovereignty: what of a tracker may leave for a peer, by tier."""
