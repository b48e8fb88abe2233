"""Checks of what leads to a tracker: routes, redirects, metadata, identity."""
