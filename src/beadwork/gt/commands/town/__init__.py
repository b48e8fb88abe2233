"""Commands of `gt`, section Town."""
