"""Commands of `bd`, section Dependencies."""
