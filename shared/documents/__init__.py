"""Documents drawn from values that are already complete: PDF and spreadsheets."""
