"""Commands of `bd`, section History."""
