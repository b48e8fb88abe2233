"""Questions about many issues that need more than one statement."""
