"""Questions about commits, and the writes that take back, shorten or commit."""
