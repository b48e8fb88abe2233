"""The servers that the daemon keeps running: their supervision, files and alerts."""
