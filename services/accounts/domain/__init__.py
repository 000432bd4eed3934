"""Who works here and how they prove it; plain Python: state in, domain event out."""
