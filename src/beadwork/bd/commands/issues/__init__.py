"""Commands of `bd`, section Issues."""
