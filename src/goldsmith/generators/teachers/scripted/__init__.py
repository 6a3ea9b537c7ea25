"""A model of a mediocre teacher: it words lesson plans with a grammar of its own, and misbehaves at set rates."""
