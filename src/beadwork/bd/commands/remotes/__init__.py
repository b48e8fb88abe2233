"""Commands of `bd`, section Remotes."""
