"""What the core says unasked."""

from typing import TypeAlias

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
    """Nobody has taken on in time what was asked for here: a need of this kind."""

    kind: str


News: TypeAlias = Called | Power | Barred | CardSeen | NobodyCame
