"""Many issues in or out: import, export, batch, plans, older trackers."""
