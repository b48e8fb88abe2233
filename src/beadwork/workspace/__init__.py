"""Where am I: which `.beads/`, which database on which server, and who is asking."""
