"""The rigs of a town: registry, routes, clones, databases; putting one in and taking it out."""
