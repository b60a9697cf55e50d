"""Looks after what lies ready for the link: what has gone, what may go no more."""

import logging

from pod.core.visit import Behind
from pod.errors import Trouble
from pod.export.from_store import StoredExports, as_the_pod

log = logging.getLogger(__name__)


def look_after(behind: Behind) -> None:
    """Write down what the link has begun to carry; hold back what nobody agrees to.

    What cannot be done now is done within a minute.
    """
    write = as_the_pod(behind.clock)
    store = StoredExports(behind.memory, behind.settings.pod, write)
    try:
        store.note_gone()
        store.hold_back()
    except (Trouble, OSError) as trouble:
        log.warning("what lies ready waits: %s", type(trouble).__name__)
