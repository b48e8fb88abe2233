"""Commands of `bd`, section Settings."""
