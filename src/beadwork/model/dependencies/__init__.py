"""Edges between issues, and readiness, which follows from them."""
