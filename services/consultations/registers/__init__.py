"""Registers that centres kept in Excel, read in: clients, advice cards, duty."""
