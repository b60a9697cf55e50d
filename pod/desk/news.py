"""What the core says unasked."""

from typing import TypeAlias

from pod.desk.words import Ref
from pod.events import Supply
from pod.values import Value


class Called(Value, frozen=True, tag=True):
    """The wired staff-call button is on, or off again."""

    on: bool


class Power(Value, frozen=True, tag=True):
    """Where the pod's power comes from now."""

    state: Supply


class Barred(Value, frozen=True, tag=True):
    """Somebody must look at this pod before it is used again, or has done so."""

    on: bool


class CardSeen(Value, frozen=True, tag=True):
    """A card was held to the reader just now; whose is not said."""


class NobodyCame(Value, frozen=True, tag=True):
    """Nobody has taken this concern on in time; a HelpView says whose it is."""

    concern: Ref


class Reached(Value, frozen=True, tag=True):
    """The wing's console has this concern: staff were told through this pod."""

    concern: Ref


class WingChanged(Value, frozen=True, tag=True):
    """A pod of this wing stands differently now: its board can be asked for anew."""


class PracticeOver(Value, frozen=True, tag=True):
    """Practice was ended from here: the screen speaks with the real pod again."""


News: TypeAlias = (
    Called
    | Power
    | Barred
    | CardSeen
    | NobodyCame
    | Reached
    | WingChanged
    | PracticeOver
)
