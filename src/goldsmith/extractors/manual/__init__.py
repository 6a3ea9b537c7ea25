"""Manual pages to facts: HTML, plain text and PDF, each value with the path that names it and the place where it stands."""
