"""Commands of `gt`, section Mail."""
