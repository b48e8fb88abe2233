"""Making a workspace, and bringing its database to this version."""
