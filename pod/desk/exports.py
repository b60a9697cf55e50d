"""What leaves the pod, as staff see it: when it is due, what waits, what has arrived.

Nobody is in it: bundles are counted, and so are their rows.
"""

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.desk.stick import ForStudy
from pod.gate.report import Disclosure
from pod.study import StudyFacts
from pod.values import Value

BIGGEST = 100_000
SHOWN = 12


class LookExports(Value, frozen=True, tag=True):
    """What waits to leave, and what has arrived? Answered by ExportsView."""


class RunDue(Value, frozen=True, tag=True):
    """Make the bundle that is due, in short steps: each is asked for anew.

    Answered by DueTold; while `more`, another step is to come.
    """


class TakeReceipt(Value, frozen=True, tag=True):
    """Take in what an evaluator says of a bundle. Answered by ReceiptTold."""

    receipt: Annotated[bytes, Meta(max_length=BIGGEST)]
    signature: Annotated[str, Meta(max_length=4096)]


class BundleLine(Value, frozen=True, kw_only=True):
    """One bundle: how many rows it holds, and when what became of it.

    `accepted` and `refused` are the evaluator's count of rows, once there is a receipt;
    `which` says of each that was refused where it stood and why.
    """

    sequence: int
    rows: int
    made_at: datetime | None
    written_at: datetime | None
    received_at: datetime | None
    accepted: int | None = None
    refused: int | None = None
    which: tuple[str, ...] = ()


class ExportsView(Value, frozen=True, tag=True, kw_only=True):
    """What the study lets leave and when, what waits, the bundles, newest first.

    `due_at` is the next time that the schedule names, `due` tells whether one has
    passed that has not had its run. `waiting` are bundles that are on no stick and
    no server, `unconfirmed` those that left and have no receipt, the oldest `days` ago.
    `late`: a bundle has waited too long for a stick. `link`: there is a server.
    `may_write`: whoever asked may write bundles to a stick. `report`: how anonymous the
    study's newest bundle is, and what was held back for it. `earlier`: so many of those
    that wait are for earlier studies.
    """

    study: str
    facts: StudyFacts | None = None
    schedule: str
    due_at: datetime | None
    due: bool
    waiting: int
    unconfirmed: int
    days: int | None
    received: int
    late: bool
    link: bool
    may_write: bool
    left_at: datetime | None
    receipt_at: datetime | None
    report: Disclosure | None = None
    earlier: tuple[ForStudy, ...] = ()
    lines: tuple[BundleLine, ...]


class DueTold(Value, frozen=True, tag=True, kw_only=True):
    """Whether a bundle was due, and until when none is."""

    due: bool
    more: bool = False
    next_at: datetime | None = None


class ReceiptTold(Value, frozen=True, tag=True, kw_only=True):
    """Which bundle arrived; `new` unless that was known already."""

    sequence: int
    accepted: int
    refused: int
    which: tuple[str, ...]
    new: bool


ExportsAsked: TypeAlias = LookExports | RunDue | TakeReceipt
ExportsTells: TypeAlias = ExportsView | DueTold | ReceiptTold
