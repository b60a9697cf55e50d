"""Who was erased or purged at a pod or console, so that the others of the wing do it.

Every word of it is a random reference: it names nobody to whoever does not know them.
"""

from typing import Annotated, Literal

from msgspec import Meta

from pod.settings import Id
from pod.values import Value
from pod.wing.terms import Moment, Whose, check_moments

MOST_ERASED, MOST_REFS = 512, 4


class Erasure(Value, frozen=True, kw_only=True):
    """Somebody who was erased, when, and why.

    `ref` is how they were named among pods, where they were; `known_as` is how consoles
    refer to them.
    """

    ref: Whose = ""
    known_as: Annotated[tuple[Id, ...], Meta(max_length=MOST_REFS)] = ()
    how: Literal["erase", "purge"]
    at: Moment

    def __post_init__(self) -> None:
        """Let in no moment that no wall can show."""
        check_moments(self.at)


class Erasures(Value, frozen=True, tag="erased"):
    """Everybody who was erased there, the newest last."""

    erased: Annotated[tuple[Erasure, ...], Meta(max_length=MOST_ERASED)] = ()
