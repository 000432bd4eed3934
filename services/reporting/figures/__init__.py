"""Figures: operations over facts, each with the rows behind it."""
