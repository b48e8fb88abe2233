"""The table `dependencies`, and edges to other rigs of a town."""
