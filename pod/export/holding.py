"""What one bundle is to hold, and what the pod remembers of it for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pod.bundle.sheets import Sheet


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Tables to be written, and the codes and keys of all that leaves with them.

    `about`: everybody of whom it says anything but that they agree no more; if one of
    them withdraws before it is written, it is void.
    """

    sheets: Sequence[Sheet]
    people: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()
    bookings: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    linked: tuple[str, ...] = ()
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def remembered(self) -> dict[str, Any]:
        """Return what the pod remembers of it, by the names that its record has."""
        return {name: getattr(self, name) for name in _REMEMBERED}


_REMEMBERED = (
    "people",
    "activities",
    "sittings",
    "bookings",
    "withdrawn",
    "about",
    "groups",
    "linked",
)
