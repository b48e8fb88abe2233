"""Changes of edges, and questions about them."""
