"""Commands of `gt`, section Rigs."""
