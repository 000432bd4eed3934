"""Words and arithmetic that every service means in the same way."""
