"""Commands of `bd`, section Server."""
