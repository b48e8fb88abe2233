"""The files of a managed server: its place, lock, record, password, log."""
