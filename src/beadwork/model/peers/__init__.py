"""Peers: other towns and workspaces that issues are exchanged with."""
