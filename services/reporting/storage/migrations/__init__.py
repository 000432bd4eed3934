"""How the tables of reporting came to be; there is no way back but a backup."""
