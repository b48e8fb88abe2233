"""One connection: where to, how, what comes back, and what its errors mean."""
