"""Holds the record against what was signed of it before anything newer is signed.

Were new heads signed over a record whose end was cut off, nothing would show it later.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from pod.errors import Trouble
from pod.storage.anchors import (
    FILE,
    STORES,
    Head,
    StoreName,
    anchor_if_possible,
    anchored,
    file_of,
    fits,
    holds,
    read_anchors,
    vault_of,
)
from pod.storage.audit import Act, audit
from pod.storage.memory import Memory
from pod.storage.pod_memory import give_notice
from pod.storage.tables import AuditRow

log = logging.getLogger(__name__)

PUT_BACK = ("rolled_back", "restored", "damaged")


def hold_on(memory: Memory, pod: str, now: datetime) -> None:
    """Sign how far the record has come; if it is behind what was signed, tell staff.

    On a full disk both are for another time.
    """
    try:
        if settle(memory, pod, now):
            with memory.doings.begin() as db:
                give_notice(db, "rolled_back", now)
    except (Trouble, OSError):
        log.warning("the record could not be held against its heads now")
        return
    anchor_if_possible(memory, pod, now)


def settle(
    memory: Memory, pod: str, now: datetime, elsewhere: Path | None = None
) -> bool:
    """Look whether a store is older than its anchors; write it down if so.

    Tell whether one is. The older anchors stay beside the new ones, under a date. In
    the folder `elsewhere` there may be anchors that were carried there.
    """
    held = [one for one, _ in anchored(memory, pod)]
    behind = set(_behind(memory, (*held, *_carried(memory, pod, elsewhere))))
    if not behind:
        return False
    _set_aside(file_of(memory), now)
    for store in STORES:
        with vault_of(memory, store).begin() as db:
            for older in sorted(behind):
                audit(db, Act(role="pod", what="rolled_back", about=older), now)
    log.warning(
        "the record of %s is older than its anchors", " and ".join(sorted(behind))
    )
    anchor_if_possible(memory, pod, now)
    return True


def _behind(memory: Memory, held: Iterable[Head]) -> Iterator[StoreName]:
    for one in held:
        with vault_of(memory, one.store).begin() as db:
            if not fits(db, one):
                yield one.store


def _carried(memory: Memory, pod: str, elsewhere: Path | None) -> Iterator[Head]:
    """Return what another place knows, unless a store was put back since, knowingly."""
    kept = read_anchors(elsewhere / FILE) if elsewhere else None
    if kept is None:
        return
    since = [_put_back_at(memory, store) for store in STORES]
    for one in kept.signed:
        later = all(at is None or at < one.signed_at for at in since)
        if later and holds(memory, one, pod):
            yield one.head


def _put_back_at(memory: Memory, store: StoreName) -> datetime | None:
    """Return when a store was last known to be older, damaged or restored, if ever."""
    query = select(func.max(AuditRow.done_at)).where(AuditRow.what.in_(PUT_BACK))
    with vault_of(memory, store).begin() as db:
        return db.scalar(query)


def _set_aside(path: Path, now: datetime) -> None:
    """Keep what the anchors said; nothing is overwritten."""
    if path.exists():
        path.rename(path.with_name(f"{FILE}.rolled-back-{now:%Y%m%dT%H%M%S%fZ}"))
