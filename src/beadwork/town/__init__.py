"""A town: one machine with one Dolt server, a database for each project (rig), and `hq` for the
town itself.
"""
