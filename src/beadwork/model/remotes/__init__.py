"""Where a tracker is pushed to and fetched from."""
