"""Servicebook: a static service catalog. YAML in, checks and a site out.

The layers are described in CONTRIBUTING.md; imports point down only.
"""

import os

# The products of the search's vectors are many and small. Threads of OpenBLAS, which numpy brings along, wait for one
# another longer than they compute, and take that from the processes that write the pages: on a busy computer an index
# took three times as long. Read when numpy is loaded, which is after this; who sets it otherwise is right.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
