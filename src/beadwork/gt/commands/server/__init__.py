"""Commands of `gt`, section Server."""
