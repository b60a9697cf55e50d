"""The language a lesson is written in: what its steps are, and the cards they offer.

A step is a table `[[params.steps]]` whose `do` says what it does. Its words stand under
its `id` in every `[text.xx]`; a card's words under the card's id.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Literal, TypeAlias, cast

from msgspec import Meta

from pod.values import Value

Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,23}$")]
Lines: TypeAlias = Annotated[int, Meta(ge=0, le=2)]
Place: TypeAlias = Annotated[int, Meta(ge=1, le=5)]
Face: TypeAlias = str | Annotated[float, Meta(ge=0, le=1)]
"""What a card shows over its words: an icon's name, or how full its ring is."""
Cards: TypeAlias = Annotated[Mapping[Name, Face], Meta(min_length=1, max_length=12)]
Answered: TypeAlias = Mapping[Name, tuple[Name, ...]]
"""Steps, each with the cards of which one was chosen there."""
KindOfStep: TypeAlias = Literal[
    "choose", "build", "review", "rate", "sort", "top", "still", "breathe"
]


class Step(Value, frozen=True, kw_only=True, tag_field="do"):
    """One thing a lesson does.

    It is left out where `unless` holds of what was chosen, or where `only_if` does not.
    `say` names other words than those under its id; `lines` counts the sentences under
    its title, whose words stand under the id with `_1` and `_2`.
    """

    id: Name
    unless: Mapping[Name, tuple[Name, ...]] = {}
    only_if: Mapping[Name, tuple[Name, ...]] = {}


class Card(Step, frozen=True, kw_only=True, tag="card"):
    """A page of ours: one idea and a way on."""

    lines: Lines = 1
    icon: str = ""


class Choose(Step, frozen=True, kw_only=True, tag="choose"):
    """Choose one picture card, three on a page; what was `given` before stands above.

    The given step's answer at `place` (1 unless it is a `top`) follows the `lead`. With
    nothing given the step is left out. Cards chosen at `besides` are not offered again.
    Where `same_if` holds it is not asked: what was kept the last time is kept again.
    """

    cards: Name
    say: Name | None = None
    lead: Name | None = None
    given: Name | None = None
    place: Place = 1
    besides: tuple[Name, ...] = ()
    keep: Name = "next"
    same_if: Mapping[Name, tuple[Name, ...]] = {}


class Build(Step, frozen=True, kw_only=True, tag="build"):
    """Build a sentence: `lead`, what was given, the step's words, one of the cards."""

    cards: Name
    lead: Name
    given: Name
    keep: Name
    say: Name | None = None
    besides: tuple[Name, ...] = ()
    same_if: Mapping[Name, tuple[Name, ...]] = {}


class Review(Step, frozen=True, kw_only=True, tag="review"):
    """Show what was kept at step `of` the last time, and ask how it went.

    Its words may name other steps' cards kept then, as "{plan}". With nothing to review
    the step is left out.
    """

    of: Name
    cards: Name
    place: Place = 1
    say: Name | None = None
    lead: Name | None = None
    keep: Name = "next"


class Rate(Step, frozen=True, kw_only=True, tag="rate"):
    """Rate from 0 to 10; the ends are named by the words `ENDS_low` and `ENDS_high`.

    With a `given` step its card is what is rated; with nothing given it is left out.
    """

    ends: Name
    higher_is: Literal["better", "worse"]
    say: Name | None = None
    given: Name | None = None
    place: Place = 1


class Sort(Step, frozen=True, kw_only=True, tag="sort"):
    """Put cards one by one on up to three piles, the first of which means most.

    `lead` tells which card it is, of how many: "{number} of {of}".
    """

    cards: Name
    piles: Name
    lead: Name
    say: Name | None = None
    same_if: Mapping[Name, tuple[Name, ...]] = {}


class Top(Step, frozen=True, kw_only=True, tag="top"):
    """Pick up to `most` cards of one pile of a sort, the most important first.

    After the first pick its words are those under the id with `_after`; the last pick
    stands above them, after the `lead`.
    """

    of: Name
    pile: Name
    most: Place
    lead: Name
    same_if: Mapping[Name, tuple[Name, ...]] = {}


class Still(Step, frozen=True, kw_only=True, tag="still"):
    """A calm page, read aloud, then quiet for the rest of its seconds."""

    seconds: Annotated[int, Meta(ge=10, le=120)]
    lines: Lines = 1
    icon: str = ""


class Breathe(Step, frozen=True, kw_only=True, tag="breathe"):
    """Breaths led by the pacer; out a little longer than in, six a minute."""

    breaths: Annotated[int, Meta(ge=1, le=18)]
    in_ms: Annotated[float, Meta(ge=2500, le=8000)] = 4500.0
    out_ms: Annotated[float, Meta(ge=2500, le=8000)] = 5500.0
    lines: Lines = 1


Offering: TypeAlias = Choose | Build | Review
"""Steps that offer picture cards, one of which is kept."""
AnyStep: TypeAlias = (
    Card | Choose | Build | Review | Rate | Sort | Top | Still | Breathe
)
REVIEWED = (Choose, Build, Top)
"""Steps whose cards can be given to later ones, and be reviewed the next time."""
KEPT_AGAIN = (Choose, Build, Sort, Top)


def kind_of(step: AnyStep) -> KindOfStep:
    """Return what a step does, in the word of its file."""
    return cast("KindOfStep", step.__struct_config__.tag)


def text_of(step: AnyStep) -> str:
    """Return the key of a step's own words."""
    other = None if isinstance(step, Card | Top | Still | Breathe) else step.say
    return other or step.id


def line_keys(step: Card | Still | Breathe) -> tuple[str, ...]:
    """Return the keys of the sentences under a step's title."""
    return tuple(f"{step.id}_{number}" for number in range(1, step.lines + 1))


def keys_of(step: AnyStep) -> tuple[str, ...]:
    """Return the keys of all words that a step says, its cards' excepted."""
    match step:
        case Card() | Still():
            more: tuple[str | None, ...] = line_keys(step)
        case Breathe():
            more = (*line_keys(step), "breathe_in", "breathe_out")
        case Choose() | Build() | Review():
            more = (step.lead, step.keep)
        case Rate():
            more = (f"{step.ends}_low", f"{step.ends}_high")
        case Sort():
            more = (step.lead,)
        case Top():
            more = (step.lead, f"{step.id}_after")
    return (text_of(step), *(key for key in more if key is not None))


def holes_in(said: str) -> tuple[str, ...]:
    """Return the names of the holes in a sentence, such as "{plan}"."""
    return tuple(name for _, name, _, _ in Formatter().parse(said) if name is not None)
