"""Questions about commits, and the writes that undo, restore, compact, squash or commit."""
