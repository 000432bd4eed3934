"""Reporting: what all nodes tell becomes facts, figures and the Ministry's report."""
