"""What people ask of reporting; one file per use case."""
