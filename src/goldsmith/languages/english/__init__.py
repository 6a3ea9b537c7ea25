"""English, as far as labels of records and translations of lessons need it."""
