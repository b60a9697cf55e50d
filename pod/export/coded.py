"""Scores what somebody did, under the code that it leaves under."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from pod.errors import Malformed, Usage
from pod.gate.known import Measured
from pod.storage import outbox
from pod.task import task_named
from pod.values import TimedBy, Value

log = logging.getLogger(__name__)


def readable(finished: Iterable[outbox.Finished], code: str) -> Iterator[Measured]:
    """Score what can be scored: one activity taken off the pod stops no bundle."""
    for done in finished:
        try:
            yield measured(done, code)
        except (Malformed, Usage):
            version = f"{done.task}, version {done.task_version}"
            log.warning("%s cannot be read here any more: not in the bundle", version)


def measured(done: outbox.Finished, code: str) -> Measured:
    """Score a finished activity from its kept rows, as that of this study code."""
    task = task_named(done.task)
    rows = [task.decode_row(raw) for raw in done.rows]
    raw = msgspec.to_builtins(done)
    raw.pop("rows")
    raw.pop("ref")
    raw |= {
        "study_code": code,
        "scoring": task.scoring,
        "scores": msgspec.to_builtins(task.score(rows)),
        "items": _items(rows),
        "timing": _timing(rows),
    }
    return msgspec.convert(raw, Measured)


def _items(rows: Iterable[Any]) -> dict[str, float | None]:
    """Return the last answer to each item, for questionnaires."""
    asked = (row for row in rows if hasattr(row, "item") and hasattr(row, "value"))
    return {row.item: row.value for row in asked}


def _timing(rows: Iterable[Value]) -> dict[TimedBy, int]:
    """Count rows by whose clock timed their press."""
    stamps = (getattr(row, "timed_by", None) for row in rows)
    return dict(Counter(stamp for stamp in stamps if stamp is not None))
