"""The doctor: checks of a town or of one workspace. They change nothing; `--fix` makes repairs."""
