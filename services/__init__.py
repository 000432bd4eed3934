"""The services of a node; each owns its data and knows no other's tables or code."""
