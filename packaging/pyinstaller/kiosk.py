"""Where the frozen kiosk begins: as itself, or as one of its own processes.

Nothing of what it was begun with goes further than the names that are known.
"""

import multiprocessing
from importlib import import_module

from pod.app.surroundings import keep_only_known

keep_only_known()
multiprocessing.freeze_support()
import_module("pod.cli.group").main()
