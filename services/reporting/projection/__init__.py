"""Facts: what the domain events of all nodes come to, row by row."""
