"""All that is kept about somebody, as it is told to them or to whoever may look."""

from datetime import date
from typing import Literal

from pod.desk.help import Step
from pod.desk.need import NeedChosen, Reason
from pod.desk.sharing import Shareable
from pod.desk.shift import NoteLine
from pod.desk.words import Ref
from pod.settings import Likes
from pod.study import Leaves
from pod.values import Value


class Told(Value, frozen=True):
    """One thing that was asked or measured, and what came of it, in words."""

    name: str
    value: str


class ActivityTold(Value, frozen=True, kw_only=True):
    """One activity: what was answered and what came of it; `kept` are its rows."""

    activity: Ref
    title: str
    ended: str
    kept: int
    answers: tuple[Told, ...] = ()
    scores: tuple[Told, ...] = ()


class SittingTold(Value, frozen=True, kw_only=True):
    """One sitting, with its activities in order."""

    number: int
    held_on: date
    finished: bool
    activities: tuple[ActivityTold, ...]


class Chosen(Value, frozen=True, kw_only=True):
    """What was chosen on a day."""

    given_on: date
    take_part: bool
    evaluation: bool
    contact: bool


class Note(Value, frozen=True, kw_only=True):
    """A correction, and what it stands beside."""

    written_on: date
    activity: str
    said: str


class Raised(Value, frozen=True, kw_only=True):
    """How often they, or an answer of theirs, called for a person; and when last."""

    kind: str
    times: int
    last_on: date


class LookedAt(Value, frozen=True):
    """A day on which staff looked, and why, where a reason is asked."""

    on: date
    why: Reason | Literal[""] = ""


class AboutPerson(Value, frozen=True, tag=True, kw_only=True):
    """All that is kept about somebody; of their sittings one page, newest first.

    `looks` are staff's looks at it, newest first: the last ten. `chosen` is what staff
    chose of need and emphasis for them, and why.
    `helped` and `noted` are what staff wrote that they did and what happened, without
    which of them it was, `unsent` what they began to write; `shared` is what the key
    worker may see. `diary`: bookings and what is kept beside them, in plain lines,
    wherever it is told to staff.
    `left` counts the bundles with something of theirs that have left, without a name,
    unless their code was forgotten: nobody can tell then.
    `leaves` is what the study lets leave now.
    """

    person: Ref
    number: str
    first_name: str
    cell: str
    likes: Likes
    enrolled_on: date
    bands: dict[str, str]
    choices: tuple[Chosen, ...]
    notes: tuple[Note, ...]
    raised: tuple[Raised, ...] = ()
    looks: tuple[LookedAt, ...] = ()
    chosen: tuple[NeedChosen, ...] = ()
    helped: tuple[Step, ...] = ()
    noted: tuple[NoteLine, ...] = ()
    unsent: tuple[str, ...] = ()
    shared: tuple[Shareable, ...] = ()
    diary: tuple[str, ...] = ()
    sittings: tuple[SittingTold, ...]
    all_sittings: int
    page: int
    more: bool
    left: int | None
    leaves: Leaves = Leaves()
    retention_days: int
