"""One file for each word that a user types: flags in, one action called, the result printed."""
