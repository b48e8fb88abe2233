"""Parts of the table of commands, one module a part."""
