"""Says what is wrong with anyone's fine-tuning data: files → rows → checks → findings."""
