"""A town: one machine with a Dolt server, a database for each project (rig), and its own, `hq`."""
