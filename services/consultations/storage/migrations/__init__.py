"""How the tables of consultations came to be; there is no way back but a backup."""
