"""The rigs of a town: registry, routes, clones, databases; adding and removing one."""
