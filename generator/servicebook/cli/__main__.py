"""``python -m servicebook.cli``."""

import sys

from servicebook.cli import main

sys.exit(main())
