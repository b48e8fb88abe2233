"""Copies of plans, written into the commons or into a rig."""
