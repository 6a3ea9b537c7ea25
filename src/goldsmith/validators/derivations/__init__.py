"""What follows from the stated values of a prompt, computed apart from the record types: over whole numbers and fractions."""
