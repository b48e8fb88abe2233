"""The tables of the branch `ledger`, and what is read of `main` for them."""
