"""The program `bd`, the issue tracker: its table of commands, flags, commands, output."""
