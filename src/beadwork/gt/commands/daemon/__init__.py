"""Commands of `gt`, section Daemon."""
