"""Released bytes in, verdicts out; nothing here knows how the bytes were made."""
