"""What is checked before a step is trained: every row, on the trainer's own prepared data."""
