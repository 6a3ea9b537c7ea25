"""Lessons: conversations that a teacher words from plans of facts, kept only where every claim is proved and no template shows."""
