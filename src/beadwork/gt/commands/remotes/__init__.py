"""Commands of `gt`, section Remotes."""
