"""The daemon of a town: it supervises servers and sessions, checks health, and pushes."""
