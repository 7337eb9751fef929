"""`python -m unodc_parse.cli` is `unodc-parse`."""

import sys

from unodc_parse.cli import main

if __name__ == "__main__":  # worker processes import this module too, and must not run it
    sys.exit(main())
