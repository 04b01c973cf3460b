"""Training pipelines of HealthSense's learned models.

``script/train MODEL`` runs one: it reads the pinned data, checks its hash, validates honestly,
fits the shipped model and writes the ONNX file, the JSON that the engine evaluates, and the
card. Nothing here is imported by Home Assistant.
"""

import os
from pathlib import Path

_CPU = Path("/proc/cpuinfo")

# The same data give the same bytes. One BLAS thread: sums then run in one order.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# And the same kernels: a newer processor's round the last digit otherwise. All since 2013 have these.
if _CPU.exists() and " avx2 " in _CPU.read_text():
    os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
