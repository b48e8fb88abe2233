"""Commands of `bd`, section Merging."""
