"""A simulated household of four, and what alerts make of its year.

The streams (`household`) know nothing of the rules that are judged on them: no constant of
``engine/alerts`` is in here, and the generator was committed before the rules were.
"""
