"""Record types: what a true record is, as pydantic models whose derived fields cannot disagree with the free ones."""
