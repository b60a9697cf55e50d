"""What a script can put before a person without any time limit."""

from typing import TypeAlias

from pod.script.pictures import Arrows, Ink, Shape
from pod.values import Value


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
