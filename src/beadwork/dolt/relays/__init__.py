"""The way to another server's remotes API: a copy between our server and that one."""
