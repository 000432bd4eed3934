"""The published language: what happened, as frozen dataclasses; one module per publisher."""
