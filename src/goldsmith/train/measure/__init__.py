"""How answers are scored: strictly parsed, field by field, with intervals. No torch in here."""
