"""Documents that consultations print."""
