"""Commands of `gt`, section Ledger."""
