"""Learned models: ``models`` describes one, ``registry`` loads it, ``runner`` evaluates it.

They are trained by the repository's ``models/`` and shipped as JSON in ``artefacts/``. A file
such as ``diabetes`` turns a person's profile and readings into an assessment.
"""
