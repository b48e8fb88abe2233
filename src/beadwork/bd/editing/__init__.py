"""Issues written in a person's editor, and the templates that they begin with."""
