"""What a caller may ask of reporting; it leaves here as typed objects (R21)."""
