"""A movement slip: fields in the order that staff know, and neutral words (pure)."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from pod.diary.day import Booking
from pod.diary.unlock_list import TITLE
from pod.values import Value

Information = Annotated[str, Meta(max_length=120)]


class Slip(Value, frozen=True, kw_only=True):
    """What stands on a slip, in its order: where somebody goes, and never why."""

    prison: str
    name: str
    number: str
    cell: str
    appointment: str
    when: str
    location: str
    information: str
    printed: str


class Whose(Value, frozen=True, kw_only=True):
    """Who goes, and from where."""

    first_name: str
    number: str
    cell: str


class Place(Value, frozen=True, kw_only=True):
    """The prison, and where in it the pod stands."""

    prison: str
    location: str


def slip_for(
    booking: Booking, whose: Whose, place: Place, information: str, now: datetime
) -> Slip:
    """Return the slip for a booking; `information` may be read by whoever goes."""
    return Slip(
        prison=place.prison,
        name=whose.first_name,
        number=whose.number,
        cell=whose.cell,
        appointment=TITLE,
        when=f"{booking.on:%d/%m/%Y}, {booking.starts}",
        location=place.location,
        information=information,
        printed=f"{now:%d/%m/%Y, %H:%M}",
    )
