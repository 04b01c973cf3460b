"""Alerts: when something is worth telling, to whom, and what became of it."""
