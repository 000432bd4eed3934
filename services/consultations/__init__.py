"""Advice: asked for, given, confirmed, approved."""
