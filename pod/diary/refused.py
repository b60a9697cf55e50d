"""Why the diary does not take something: each has its sentence on the screens."""

from pod.errors import TryAgain, Usage


class BookedThen(Usage):
    """Somebody is booked at that time already."""


class PodBooked(Usage):
    """Somebody else is booked at that pod at that time."""


class NotThatDay(Usage):
    """A day that is over, that nobody plans yet, or that has not come."""


class NoSuchBooking(Usage):
    """A booking that is not, or is no more, on this pod."""


class Meanwhile(TryAgain):
    """Somebody else has changed it meanwhile."""
