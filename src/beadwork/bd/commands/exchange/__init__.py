"""Commands of `bd`, section Exchange."""
