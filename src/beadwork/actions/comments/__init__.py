"""Changes of comments."""
