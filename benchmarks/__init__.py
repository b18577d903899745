"""What the library costs beside sumy, and stage by stage: `make bench`, see README.md.

The suites run on one core, unless the environment says otherwise: numpy's matrix products else
take every core there is, and where another is busy they wait for it, milliseconds a call.
"""

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

for _variable in THREADS:  # before numpy is imported
    os.environ.setdefault(_variable, "1")
