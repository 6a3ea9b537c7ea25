"""Relations between the fields of structured answers: known by record type, kept in a rules file, or mined from the data."""
