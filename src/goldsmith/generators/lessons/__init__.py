"""Lesson plans drawn from the language engine: true sentences, what may be claimed of them, and errors that are errors."""
