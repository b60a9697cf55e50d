"""Who is expected at a pod, who came, and who is to be known no more.

A console says the first, its pods the rest: by the console's own references, which name
nobody.
"""

from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.diary.terms import Reason
from pod.settings import Id
from pod.values import Value
from pod.wing.terms import Moment, Whose, check_moments

Few: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]
PrisonNumber: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z]\d{4}[A-Z]{2}$")]
Booked: TypeAlias = Annotated[int, Meta(ge=5, le=240)]
"""Minutes as a diary takes them: it reads no booking of others."""
MOST_BOOKINGS, MOST_PEOPLE, MOST_CAME, MOST_FORGOTTEN = 64, 256, 256, 1024


class Booking(Value, frozen=True, kw_only=True):
    """Somebody who is expected at this pod; `booking` is the console's reference."""

    booking: Whose = ""
    number: PrisonNumber
    begins_at: Moment
    minutes: Booked

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show."""
        check_moments(self.begins_at)


class Bookings(Value, frozen=True, tag="bookings"):
    """Everybody who is expected at one pod on a day, in order."""

    day: date
    bookings: Annotated[tuple[Booking, ...], Meta(max_length=MOST_BOOKINGS)] = ()


class Somebody(Value, frozen=True, kw_only=True):
    """Somebody who may use a pod, as its staff know them.

    `ref` is the console's own reference: all that is kept once they are forgotten.
    """

    ref: Whose = ""
    number: PrisonNumber
    first_name: Few
    cell: Few
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$")] = "en"


class Later(Value, frozen=True, kw_only=True):
    """Somebody expected another day: only who is here already is known by it."""

    ref: Id
    number: PrisonNumber


class People(Value, frozen=True, tag="people"):
    """Everybody whom the console has put down for one pod."""

    people: Annotated[tuple[Somebody, ...], Meta(max_length=MOST_PEOPLE)] = ()
    later: Annotated[tuple[Later, ...], Meta(max_length=MOST_PEOPLE)] = ()


class Came(Value, frozen=True, kw_only=True):
    """What became of a booking of a console's; nobody's number where the pod saw it."""

    booking: Id
    reason: Reason
    by: Annotated[str, Meta(pattern="^([0-9]{4,8})?$")] = ""
    at: Moment

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show."""
        check_moments(self.at)


class Attendance(Value, frozen=True, tag="attendance"):
    """What became at a pod of its consoles' bookings; it names no person."""

    came: Annotated[tuple[Came, ...], Meta(max_length=MOST_CAME)] = ()


class Forgotten(Value, frozen=True, tag="forgotten"):
    """Who was erased at a pod, by the console's own references; they name nobody."""

    refs: Annotated[tuple[Id, ...], Meta(max_length=MOST_FORGOTTEN)] = ()
