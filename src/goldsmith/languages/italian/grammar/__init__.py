"""A shallow grammar of Italian: whether words that are each known also stand together as they may."""
