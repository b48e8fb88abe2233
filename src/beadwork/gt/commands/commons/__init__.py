"""Commands of `gt`, section Commons."""
