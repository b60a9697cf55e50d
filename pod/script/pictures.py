"""What a script can put on the task ground."""

from typing import Literal, TypeAlias

from pod.values import Value


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
