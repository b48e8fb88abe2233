"""The files of a workspace that say how it is reached: metadata.json and config.yaml."""
