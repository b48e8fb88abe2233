"""Peers: exchanging issues with other towns and workspaces."""
