"""How an activity speaks to the world without touching it.

An activity is a script: it asks for one thing at a time and is told what happened and
when. On the pod, Qt and the serial reader answer; in rehearsal, a simulated person;
after a cut, the journal. None of them is here, and neither is a clock.

All times are sitting milliseconds: they begin at 0 with the activity, never go back,
and stand still while the sitting is paused, hidden, waiting for help or cut off.
"""

from collections.abc import Generator, Sequence
from typing import Literal, TypeAlias, TypeVar

from pod.values import Button, Press, TimedBy, Value

T = TypeVar("T")


class Blank(Value, frozen=True, tag=True):
    """Nothing but the task ground."""


Side: TypeAlias = Literal["left", "right"]
Colour: TypeAlias = Literal["blue", "orange"]
Kind: TypeAlias = Literal[
    "cross",
    "circle",
    "square",
    "left",
    "right",
    "triangle",
    "diamond",
    "hexagon",
    "star",
    "ring",
    "drop",
]


class Shape(Value, frozen=True, tag=True):
    """One plain figure; `stop` puts the orange stop frame round it.

    Circles are blue, squares orange, every other figure cream; all on the dark task
    ground with a cream keyline, whatever the theme. `at` is where on the ground.
    """

    kind: Kind
    stop: bool = False
    at: Literal["left", "middle", "right"] = "middle"


class Arrows(Value, frozen=True, tag=True):
    """Five figures in a row: an arrow between others, or between lines (None)."""

    middle: Side
    others: Side | None


class Ink(Value, frozen=True, tag=True):
    """A word in blue or orange: the one figure that has to be read."""

    text: str
    colour: Colour


class Words(Value, frozen=True, tag=True):
    """One short sentence on the task ground: neutral feedback between trials."""

    text: str


class Breath(Value, frozen=True, tag=True, kw_only=True):
    """One half of a breath: a disc that grows or shrinks for `for_ms`.

    The half after it lasts `then_ms`; 0 when that is not known. With `curves`, the
    words for the heart's curve and the breath's, the two are drawn beside the disc.
    """

    way: Literal["in", "out"]
    for_ms: float
    then_ms: float = 0.0
    words: str
    title: str = ""
    lines: tuple[str, ...] = ()
    curves: tuple[str, str] | None = None


class Still(Value, frozen=True, tag=True, kw_only=True):
    """A calm page that stays for `for_ms`: a sentence or two, read aloud; quiet."""

    title: str
    lines: tuple[str, ...] = ()
    icon: str = ""
    for_ms: float


Picture: TypeAlias = Blank | Shape | Arrows | Ink | Words | Breath | Still
CALM = (Breath, Still)
"""Pictures that stand on the page's own ground, not on the dark one of timed tasks."""


class Choice(Value, frozen=True, kw_only=True):
    """Something a person can choose; `level` 0..1 fills the ring beside a scale answer.

    `icon` is a name of resources/theme.toml's icon list; `main` marks the one filled
    button that a page may have.
    """

    id: str
    words: str
    icon: str = ""
    level: float | None = None
    main: bool = False


class Figure(Value, frozen=True):
    """A rule in a picture and a few words."""

    shape: Shape | Arrows | Ink
    words: str


class Step(Value, frozen=True):
    """Where the person is: dots and words, such as "Question 3 of 8"."""

    words: str
    number: int
    of: int


class Card(Value, frozen=True, tag=True, kw_only=True):
    """One idea, read aloud: a title, at most two lines, figures or an icon, ways on."""

    title: str
    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    icon: str = ""
    step: Step | None = None
    choices: tuple[Choice, ...]


class Question(Value, frozen=True, tag=True, kw_only=True):
    """One question, one answer; no answer is ever preselected.

    `stem` is the part of the wording that all items share; where it is the person's
    `own`, it says what they chose before. `ways` are the ways off the page without
    answering, such as back and skip.
    """

    prompt: str
    stem: str = ""
    own: bool = False
    note: str = ""
    choices: tuple[Choice, ...]
    ways: tuple[Choice, ...] = ()
    step: Step | None = None


class Summary(Value, frozen=True, tag=True, kw_only=True):
    """The end of a block: a strength, a tip, a choice; never a score."""

    step: Step | None = None
    well_title: str
    well: str
    tip_title: str
    tip: str
    choices: tuple[Choice, ...]


class Build(Value, frozen=True, tag=True, kw_only=True):
    """A sentence built from cards: what was chosen stands above, the rest is chosen.

    "If" (`lead`) "I feel wound up" (`given`) "then I will" (`ask`) one of `choices`,
    at most three. One tap marks a choice; `keep` goes on with the one marked. `ways`
    lead off the page, such as back and more.
    """

    lead: str
    given: Choice
    ask: str
    choices: tuple[Choice, ...]
    ways: tuple[Choice, ...] = ()
    keep: str


Page: TypeAlias = Card | Question | Summary | Build


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
