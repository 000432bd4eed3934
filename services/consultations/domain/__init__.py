"""What advice is and which rules it obeys; plain Python: state in, domain event out."""
