"""What keeps a process quick and even: it looks once at what stands while it runs."""

import builtins
import gc
from importlib import import_module
from types import ModuleType

QT = "PySide6.QtCore"


def loaded(module: str) -> ModuleType:
    """Import without looking for litter, then or later: all of it stays.

    Looking takes a sixth of the time, and once more as much as soon as it is allowed.
    """
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def own_imports() -> None:
    """Load Qt, and import without its switches afterwards.

    Qt's binding puts an import of its own before Python's: it reads the source of
    whatever is imported, for a switch (`__feature__`) that nothing here uses. That
    takes a tenth of what the screen needs until it is there.
    """
    loaded(QT)
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before


def keep_what_stands() -> None:
    """Pass over everything that stands already when Python tidies up from now on.

    Looking through every module and page again takes a tenth of a second, at any
    moment: in the middle of a press, or of an opening.
    """
    gc.collect()
    gc.freeze()
