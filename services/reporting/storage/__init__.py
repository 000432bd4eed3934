"""Reporting's own records: the programme in its versions."""
