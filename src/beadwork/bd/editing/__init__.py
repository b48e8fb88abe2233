"""Issues written in an editor, the templates that they begin with, and many changed at once."""
