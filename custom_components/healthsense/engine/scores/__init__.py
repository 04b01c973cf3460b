"""Published scores: one file per family, pure functions of inputs and time."""
