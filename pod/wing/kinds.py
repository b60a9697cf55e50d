"""What pods of one wing and their console say: each kind says all that is true now.

No letter is an event that must not be missed: the newest of a kind is enough, so one
that is lost, late or comes twice changes nothing. A status holds no name and no score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.events import DeviceKind
from pod.settings import Id
from pod.values import Value
from pod.wing.erasures import Erasures
from pod.wing.expected import Attendance, Bookings, Forgotten, People
from pod.wing.records import RecordPart
from pod.wing.terms import Moment, StaffNumber, check_moments

What: TypeAlias = Literal["pod", "console"]
State: TypeAlias = Literal["free", "in_use", "paused", "help", "fault"]
KindName: TypeAlias = Literal[
    "status",
    "concern",
    "acknowledged",
    "bookings",
    "people",
    "attendance",
    "forgotten",
    "erased",
    "record",
    "hello",
]
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=600)]
Deed: TypeAlias = Annotated[str, Meta(pattern="^[a-z_]{2,24}$")]
"""What staff did, by its short name."""
MOST_NEEDS, MOST_CLOSED, MOST_KNOWN_AS = 64, 256, 4


class Status(Value, frozen=True, kw_only=True, tag="status"):
    """How a pod stands, as the wing board shows it.

    `minutes` are those to a safe stop of a pod in use. `since_at` says since when it is
    paused, needs somebody or is out of order; `device` is what is out of order, nothing
    where it is the pod itself. `taken_on`: somebody is on the way to whoever needs
    help. `next_at` is its next booking.
    """

    state: State
    minutes: Minutes | None = None
    since_at: Moment | None = None
    taken_on: bool = False
    device: DeviceKind | None = None
    next_at: Moment | None = None

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show."""
        check_moments(self.since_at, self.next_at)


class Need(Value, frozen=True, kw_only=True):
    """Something at a pod that needs a person: what was asked, never an answer given.

    `late`: nobody had taken it on in time; `by` and `at` are who of the staff has taken
    it on at the pod, and when. Name and cell are empty where nobody was signed in.
    `known_as` is how consoles refer to that person, where they ever named them here.
    """

    concern: Id
    kind: Annotated[str, Meta(pattern="^[a-z_]{2,24}$")]
    raised_at: Moment
    late: bool = False
    by: StaffNumber | None = None
    at: Moment | None = None
    first_name: Annotated[str, Meta(max_length=40)] = ""
    cell: Annotated[str, Meta(max_length=40)] = ""
    known_as: Annotated[tuple[Id, ...], Meta(max_length=MOST_KNOWN_AS)] = ()

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show, and no sign that is no letter."""
        check_moments(self.raised_at, self.at)
        if not (self.first_name + self.cell).isprintable():
            raise ValueError("no plain words")


class Concerns(Value, frozen=True, tag="concern"):
    """Everything at a pod that is open now: what waits, and what was taken on.

    `closed` names what was closed there lately, and what a console still calls open
    though it is closed. What stands in neither, the pod does not know.
    """

    needs: Annotated[tuple[Need, ...], Meta(max_length=MOST_NEEDS)] = ()
    closed: Annotated[tuple[Id, ...], Meta(max_length=MOST_CLOSED)] = ()


class Word(Value, frozen=True, kw_only=True):
    """How one concern of a pod's stands at the console: it is there, at least.

    `by` and `at`: who of the staff has taken it on, and when; `how` they did, and what
    was `done` in the end, by whom, and when.
    """

    pod: Id
    concern: Id
    by: StaffNumber | None = None
    at: Moment | None = None
    how: Deed | None = None
    done: Deed | None = None
    closed_by: StaffNumber | None = None
    closed_at: Moment | None = None

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show."""
        check_moments(self.at, self.closed_at)


class Acknowledged(Value, frozen=True, tag="acknowledged"):
    """What the console knows of concerns that wait; it names no person."""

    words: Annotated[tuple[Word, ...], Meta(max_length=512)] = ()


class Hello(Value, frozen=True, kw_only=True, tag="hello"):
    """Who is there: the fingerprint of its keys, and what program it runs."""

    fingerprint: Annotated[str, Meta(max_length=64)]
    software: Annotated[str, Meta(max_length=40)]


Body: TypeAlias = (
    Status
    | Concerns
    | Acknowledged
    | Bookings
    | People
    | Attendance
    | Forgotten
    | Erasures
    | RecordPart
    | Hello
)


@dataclass(frozen=True)
class Kind:
    """Who sends a kind of letter to whom, and how old or early it may be.

    `apart`: each reader gets one of their own. `slots`: there are many rows of it, each
    for all readers. A wrong clock must not hide somebody who needs help, so what calls
    for a person, and what answers it, has half a day.
    """

    body: type[Value]
    suffix: str
    sent_by: frozenset[What]
    read_by: frozenset[What]
    within: timedelta
    apart: bool = False
    slots: bool = False


PODS: frozenset[What] = frozenset({"pod"})
CONSOLES: frozenset[What] = frozenset({"console"})
ALL = PODS | CONSOLES
SHORTLY, HALF_A_DAY = timedelta(minutes=5), timedelta(hours=12)
A_MONTH, FOR_GOOD = timedelta(days=31), timedelta(days=3650)
"""What was erased stays so: whoever was off for long hears it from a letter as old."""

KINDS: Mapping[KindName, Kind] = {
    "status": Kind(Status, ".podstatus", PODS, ALL, SHORTLY),
    "concern": Kind(Concerns, ".podconcern", PODS, CONSOLES, HALF_A_DAY),
    "acknowledged": Kind(Acknowledged, ".podword", CONSOLES, PODS, HALF_A_DAY),
    "bookings": Kind(Bookings, ".podbookings", CONSOLES, PODS, HALF_A_DAY, apart=True),
    "people": Kind(People, ".podpeople", CONSOLES, PODS, HALF_A_DAY, apart=True),
    "attendance": Kind(Attendance, ".podcame", PODS, CONSOLES, HALF_A_DAY),
    "forgotten": Kind(Forgotten, ".podforgot", PODS, CONSOLES, HALF_A_DAY),
    "erased": Kind(Erasures, ".poderased", ALL, PODS, FOR_GOOD),
    "record": Kind(RecordPart, ".podpart", PODS, PODS, A_MONTH, slots=True),
    "hello": Kind(Hello, ".podhello", ALL, ALL, HALF_A_DAY),
}
_BY_BODY: Mapping[type, KindName] = {kind.body: name for name, kind in KINDS.items()}
BY_SUFFIX: Mapping[str, KindName] = {one.suffix: name for name, one in KINDS.items()}


def kind_of(body: Body) -> KindName:
    """Return which kind of letter has this inside."""
    return _BY_BODY[type(body)]
