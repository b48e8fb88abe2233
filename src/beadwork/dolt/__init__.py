"""Dolt itself: program, server, connection, write protocol, versions. It knows no issue."""
