"""How an activity speaks to the world without touching it.

An activity is a script: it asks for one thing at a time and is told what happened and
when. On the pod, Qt and the serial reader answer; in rehearsal, a simulated person;
after a cut, the journal. None of them is here, and neither is a clock.

All times are sitting milliseconds: they begin at 0 with the activity, never go back,
and stand still while the sitting is paused, hidden, waiting for help or cut off.
"""

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar

from pod.script.pages import (
    Build,
    Card,
    Choice,
    Figure,
    Page,
    Question,
    Step,
    Summary,
)
from pod.script.pictures import (
    CALM,
    Arrows,
    Blank,
    Breath,
    Colour,
    Ink,
    Kind,
    Picture,
    Shape,
    Side,
    Still,
    Words,
)
from pod.values import Button, Press, TimedBy, Value

__all__ = [
    "CALM",
    "Answer",
    "Arrows",
    "Ask",
    "Beats",
    "Blank",
    "Breath",
    "Build",
    "Card",
    "Choice",
    "Chose",
    "Colour",
    "Figure",
    "Heart",
    "Ink",
    "Keep",
    "Kind",
    "Page",
    "Picture",
    "Question",
    "Request",
    "Script",
    "Shape",
    "Show",
    "Shown",
    "Side",
    "Step",
    "Still",
    "Summary",
    "Wait",
    "Words",
    "ask",
    "heart",
    "keep",
    "leaf",
    "pause",
    "press_by",
    "response",
    "show",
]

T = TypeVar("T")


class Show(Value, frozen=True):
    """Put this picture up; the answer is Shown."""

    picture: Picture


class Shown(Value, frozen=True, tag=True):
    """The picture reached the glass; `listening` says what would time a press now.

    `uncertainty_ms` bounds how far `at_ms` may be from the light itself; None where no
    photodiode has measured this pod's glass.
    """

    at_ms: float
    listening: TimedBy = "rehearsal"
    uncertainty_ms: float | None = None


class Wait(Value, frozen=True):
    """Let time pass; the answer is a Press of one of `buttons`, or None in the end.

    It ends early by the glass's lag, so that a picture put up then is seen in time;
    `whole`: it lasts until its moment, for a window must listen to its end.
    """

    until_ms: float
    buttons: tuple[Button, ...] = ()
    whole: bool = False


class Ask(Value, frozen=True):
    """Show a page without any time limit; the answer is Chose.

    `otherwise` names the way on that a rehearsal takes for somebody who does nothing.
    """

    page: Page
    otherwise: str


class Chose(Value, frozen=True, tag=True):
    """The person chose; `at_ms` is when."""

    choice: str
    at_ms: float
    timed_by: TimedBy = "rehearsal"


class Heart(Value, frozen=True):
    """Ask for the heartbeats since a sitting time; the answer is Beats, at once."""

    since_ms: float


class Beats(Value, frozen=True, tag=True):
    """When the heart beat: sitting ms, in order; None where no pulse sensor is."""

    at_ms: tuple[float, ...] | None


class Keep(Value, frozen=True):
    """Write this row down before anything else happens; the answer is None."""

    row: Value


Request: TypeAlias = Show | Wait | Ask | Heart | Keep
Answer: TypeAlias = Shown | Press | Chose | Beats | None
Script: TypeAlias = Generator[Request, Answer, T]


def show(picture: Picture) -> Script[Shown]:
    """Put a picture up and learn the millisecond it appeared."""
    answer = yield Show(picture)
    assert isinstance(answer, Shown)
    return answer


def press_by(
    until_ms: float, *buttons: Button, whole: bool = False
) -> Script[Press | None]:
    """Wait for one of the buttons; None if the moment passes in silence."""
    answer = yield Wait(until_ms, buttons, whole)
    assert answer is None or isinstance(answer, Press)
    return answer


def response(
    onset_ms: float, until_ms: float, *buttons: Button, whole: bool = False
) -> Script[tuple[Press | None, int]]:
    """Wait for the first press since a figure's onset; count those from before it.

    A press's stamp may lie before the onset although the press arrives after it.
    """
    early = 0
    press = yield from press_by(until_ms, *buttons, whole=whole)
    while press is not None and press.at_ms < onset_ms:
        early += 1
        press = yield from press_by(until_ms, *buttons, whole=whole)
    return press, early


def pause(until_ms: float) -> Script[None]:
    """Let time pass, deaf to buttons."""
    yield Wait(until_ms)


def ask(page: Page, otherwise: str) -> Script[Chose]:
    """Show a page and wait, however long, for a choice."""
    answer = yield Ask(page, otherwise)
    assert isinstance(answer, Chose)
    return answer


def leaf(cards: Sequence[Card]) -> Script[None]:
    """Show cards one by one; `back` goes to the one before, anything else goes on."""
    at = 0
    while at < len(cards):
        chose = yield from ask(cards[at], "next")
        at = max(0, at - 1) if chose.choice == "back" else at + 1


def heart(since_ms: float) -> Script[tuple[float, ...] | None]:
    """Return the heartbeats since a sitting time; None where no sensor is there."""
    answer = yield Heart(since_ms)
    assert isinstance(answer, Beats)
    return answer.at_ms


def keep(row: Value) -> Script[None]:
    """Save a finished row before the next trial can begin."""
    yield Keep(row)
