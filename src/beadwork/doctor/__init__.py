"""The doctor: checks of a town, or of one workspace, that only look; what they find may bring a
repair, done when asked for.
"""
