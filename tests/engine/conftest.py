"""Puts this folder on the path, so that every engine test can import ``strategies``."""
