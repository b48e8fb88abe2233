"""Commands of `bd`, section Federation."""
