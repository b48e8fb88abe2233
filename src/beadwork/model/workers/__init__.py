"""Workers as values: names, states, leases."""
