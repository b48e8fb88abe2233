"""The files of a workspace that say how its database is reached: metadata.json and config.yaml."""
