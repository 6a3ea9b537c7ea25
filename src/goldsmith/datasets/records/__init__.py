"""Records: the prompt states a record, the answer is the record; correct by construction, read back, related by SQL."""
