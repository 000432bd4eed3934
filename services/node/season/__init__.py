"""A season that is played through the real use cases, on a node's own clock."""
