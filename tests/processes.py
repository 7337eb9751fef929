"""What processes need that tests start: the program on their path, and no network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
NO_NETWORK: Final = ROOT / "tests" / "no_network"
#: For `PYTHONPATH`.
PATH: Final = os.pathsep.join((str(ROOT / "src"), str(NO_NETWORK)))
