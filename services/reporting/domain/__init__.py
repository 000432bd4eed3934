"""What reporting is bound by, whoever asks."""
