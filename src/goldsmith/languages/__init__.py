"""What is true of a language; one module a language."""
