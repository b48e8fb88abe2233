"""References between towns: `hop://` URIs, and the chains by which a town knows others."""
