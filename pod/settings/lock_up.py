"""When everybody must be behind their door: a site's weekly table, by the wall."""

from datetime import datetime, time, timedelta
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.values import Value

Time: TypeAlias = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Times: TypeAlias = Annotated[tuple[Time, ...], Meta(max_length=8)]


class LockUp(Value, frozen=True, kw_only=True):
    """The times of `every` day; a day with a list of its own, or none, has that.

    `locks`: at the time itself the pod locks, with the sitting kept.
    """

    every: Times = ()
    monday: Times | None = None
    tuesday: Times | None = None
    wednesday: Times | None = None
    thursday: Times | None = None
    friday: Times | None = None
    saturday: Times | None = None
    sunday: Times | None = None
    locks: bool = True

    def coming(self, now: datetime) -> datetime | None:
        """Return the next time, of today or tomorrow, in the zone of `now`; or None."""
        days = (now.date(), now.date() + timedelta(days=1))
        times = [
            datetime.combine(day, time.fromisoformat(one), now.tzinfo)
            for day in days
            for one in self._on(day.weekday())
        ]
        return min((one for one in times if one > now), default=None)

    def _on(self, weekday: int) -> Times:
        week = (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )
        own = week[weekday]
        return self.every if own is None else own
