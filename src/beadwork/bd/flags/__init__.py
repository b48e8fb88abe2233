"""Flags that several commands of `bd` take."""
