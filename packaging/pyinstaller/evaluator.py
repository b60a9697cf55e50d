"""Where the frozen evaluator's program begins: as itself, or as one of its workers."""

import multiprocessing
from importlib import import_module

multiprocessing.freeze_support()
import_module("pod.cli.group").main()
