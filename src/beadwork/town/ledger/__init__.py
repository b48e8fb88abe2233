"""The ledgers of a town's rigs, and copies of the ledgers of others."""
