"""How the tables of accounts came to be; there is no way back but a backup."""
