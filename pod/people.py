"""The persons that a rehearsal can play."""

from random import Random
from typing import Protocol

from pod.script import Page, Picture
from pod.values import Press, Value, seeded


class Traits(Value, frozen=True, kw_only=True):
    """Who somebody imaginary is; every draw follows from these and the sitting time.

    `wellbeing` 0..1 steers answers to questions (1 is best); rates are probabilities.
    """

    seed: int = 1
    go_rt_ms: float = 480.0
    go_rt_sd_ms: float = 70.0
    ssrt_ms: float = 220.0
    ssrt_sd_ms: float = 0.0
    omission_rate: float = 0.0
    slip_rate: float = 0.1
    wellbeing: float = 0.6


class Person(Protocol):
    """Somebody who sees pictures and chooses on pages.

    A person draws from `draw(seed, now_ms)` and never from anything that outlives a
    trial, so that a sitting cut and resumed goes on as it would have gone uncut.
    """

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Return the press this picture will bring, if nothing replaces it first."""

    def chooses(self, page: Page, now_ms: float) -> str | None:
        """Return the id of a choice on the page, or None to do nothing."""


class Nobody:
    """Somebody who does nothing at all."""

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """Do nothing."""
        return None

    def chooses(self, _page: Page, _now_ms: float) -> str | None:
        """Do nothing."""
        return None


def draw(seed: int, now_ms: float, what: str = "") -> Random:
    """Return this person's chances at this moment, the same however often asked."""
    return seeded(f"{seed}:{round(now_ms, 3)}:{what}")
