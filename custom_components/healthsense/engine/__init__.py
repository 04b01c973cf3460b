"""HealthSense's domain: readings in, assessments out.

Pure and deterministic: standard library only, no clock, no sleep, no Home Assistant. Time is
an argument everywhere, as whole milliseconds since the Unix epoch (names end in ``_ms``).
"""
