"""Reports: built once as a value, then only drawn (R23); one package for each official form."""
