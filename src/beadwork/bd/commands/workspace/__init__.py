"""Commands of `bd`, section Workspace."""
