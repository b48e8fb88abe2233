"""Commands of `gt`, section Workers."""
