"""The program `gt`, the town: its table of commands, commands, output."""
