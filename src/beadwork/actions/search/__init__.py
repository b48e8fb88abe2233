"""Questions about many issues that take more than a statement."""
