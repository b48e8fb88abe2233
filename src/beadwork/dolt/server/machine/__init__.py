"""What the machine says of a server: processes, ports, locks, room on the disk."""
