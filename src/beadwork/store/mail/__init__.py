"""The tables `mail` and `channels` of a town."""
