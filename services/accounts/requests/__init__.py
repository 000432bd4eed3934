"""What a caller may ask: schemas that load into commands and queries."""
