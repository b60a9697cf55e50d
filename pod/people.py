"""The persons that a rehearsal can play."""

from collections.abc import Callable
from random import Random
from typing import Annotated, Protocol, TypeAlias, runtime_checkable

from msgspec import Meta

from pod.script import Page, Picture, Question
from pod.values import Press, Value, seeded

Rate: TypeAlias = Annotated[float, Meta(ge=0, le=1)]


class Traits(Value, frozen=True, kw_only=True):
    """Who somebody imaginary is; every draw follows from these and the sitting time.

    Rates are probabilities, times milliseconds. `wellbeing` 0..1 (1 is best) steers
    answers to questions. `conflict_ms` is added where figures disagree. `k_per_day` is
    the rate at which a later amount loses worth (hyperbolic). `memory_span` is the
    n-back level held with four right in five. `resonance_per_min` is the pace of
    breathing at which their heart swings most; None: no pulse sensor is worn. `reads`
    says whether they are at ease with written words.
    """

    seed: int = 1
    go_rt_ms: float = 480.0
    go_rt_sd_ms: float = 70.0
    ssrt_ms: float = 220.0
    ssrt_sd_ms: float = 0.0
    conflict_ms: float = 60.0
    conflict_slips: Rate = 0.05
    omission_rate: Rate = 0.0
    slip_rate: Rate = 0.1
    lapse_rate: Rate = 0.02
    memory_span: float = 2.0
    k_per_day: float = 0.02
    resonance_per_min: float | None = None
    reads: bool = True
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


@runtime_checkable
class Wearer(Protocol):
    """Somebody who wears a pulse sensor."""

    def beats(self, since_ms: float, now_ms: float) -> tuple[float, ...] | None:
        """Return when their heart beat, sitting ms; None if no sensor is worn."""


def beats_of(
    person: Person, since_ms: float, now_ms: float
) -> tuple[float, ...] | None:
    """Return the heartbeats of somebody who wears a sensor; None for anybody else."""
    return person.beats(since_ms, now_ms) if isinstance(person, Wearer) else None


class Nobody:
    """Somebody who does nothing at all."""

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """Do nothing."""
        return None

    def chooses(self, _page: Page, _now_ms: float) -> str | None:
        """Do nothing."""
        return None


class OnlyAnswers:
    """Somebody who has nothing to press; `answer` says what they choose at a question.

    It gets the question and the sitting time; any other page is gone past.
    """

    def __init__(self, answer: Callable[[Question, float], str]) -> None:
        self._answer = answer

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """There is nothing to press."""
        return None

    def chooses(self, page: Page, now_ms: float) -> str | None:
        """Answer a question; go past what is none."""
        return self._answer(page, now_ms) if isinstance(page, Question) else "next"


def draw(seed: int, now_ms: float, what: str = "") -> Random:
    """Return this person's chances at this moment, the same however often asked."""
    return seeded(f"{seed}:{round(now_ms, 3)}:{what}")
