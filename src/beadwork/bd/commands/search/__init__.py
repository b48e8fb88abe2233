"""Commands of `bd`, section Search."""
