"""Training pipelines of HealthSense's learned models.

``script/train MODEL`` runs one: it reads the pinned data, checks its hash, validates honestly,
fits the shipped model and writes the ONNX file, the JSON that the engine evaluates, and the
card. Nothing here is imported by Home Assistant.
"""

import os

# One BLAS thread: sums then run in one order, so the same data give the same bytes.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
