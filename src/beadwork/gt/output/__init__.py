"""What commands of `gt` print, for a person."""
