"""Pure values and rules: no clock, no socket, no environment, no chance."""
