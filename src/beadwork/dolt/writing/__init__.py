"""The write protocol: lock, transaction, one commit, and the outcome of what was cut off."""
