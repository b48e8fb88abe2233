"""The table `dependencies`, and edges that lead to other rigs of a town."""
