"""What a service keeps for its staff's daily work: saved views of lists, and batches."""
