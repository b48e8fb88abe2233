"""Issues written in a person's editor, the templates that they begin with, and many changed at once."""
