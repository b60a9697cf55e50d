"""The words that every kind of letter shares, and which moments a wall can show."""

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Whose: TypeAlias = Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")]
"""A random reference of its writer's own; nothing where none is known."""
StaffNumber: TypeAlias = Annotated[str, Meta(pattern="^[0-9]{4,8}$")]
YEARS = range(1900, 3000)


def check_moments(*moments: datetime | None) -> None:
    """Refuse a moment that no wall can show: one of them would stop a whole page."""
    if any(one is not None and one.year not in YEARS for one in moments):
        raise ValueError("no such moment")
