"""Puts this folder on the path, so that every engine test can import ``strategies``.

An example's time is no test: on a busy machine the same one takes ten times as long.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("healthsense", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("healthsense")
