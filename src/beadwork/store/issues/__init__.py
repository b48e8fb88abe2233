"""The tables `issues` and `comments`."""
