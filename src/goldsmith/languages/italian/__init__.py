"""Italian for learners, A1 to B1: forms, agreement and short clauses, from tables and rules of its own."""
