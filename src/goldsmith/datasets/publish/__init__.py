"""A verified release on the Hugging Face Hub, and back: stage → send → read back → tag; pull → verify."""
