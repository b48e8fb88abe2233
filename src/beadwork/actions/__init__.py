"""One file for each change or question. A change takes a transaction. A question takes a reader."""
