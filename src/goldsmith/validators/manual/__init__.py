"""Facts of manual pages checked by another route: the source sliced again, names looked up with another parser."""
