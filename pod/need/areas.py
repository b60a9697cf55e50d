"""Which measure feeds which area of need, as one published file says (pure)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.change.figures import Better
from pod.errors import Usage
from pod.settings import RESOURCES, Language, read_toml
from pod.task import Score, tasks
from pod.values import Value

FILE = RESOURCES / "need.toml"
AreaName: TypeAlias = Literal["self_control", "wellbeing", "agency"]
AREAS: tuple[AreaName, ...] = ("self_control", "wellbeing", "agency")
Kind: TypeAlias = Literal["answers", "task"]
"""Somebody's own answers, or what they did in a task: never added together."""
Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{2,31}$")]
Share: TypeAlias = Annotated[float, Meta(ge=0, lt=1)]
Words: TypeAlias = Mapping[Language, Annotated[str, Meta(min_length=1)]]


class Found(Value, frozen=True, kw_only=True):
    """Where a component's score is found: an activity, and its score's name."""

    task: str
    score: str


class Reliability(Value, frozen=True, kw_only=True):
    """How well a score repeats itself, 0 to 1, and who found it so."""

    r: Share
    r_is: Literal["alpha", "retest"]
    source: Annotated[str, Meta(min_length=1)]


class Component(Value, frozen=True, kw_only=True):
    """One measure of an area; of several places the newest score counts.

    `reliability` stands in where the instrument's own file has none of this score, and
    `within` where no instrument says what the score can come to.
    """

    id: Name
    kind: Kind
    label: Words
    found: Annotated[tuple[Found, ...], Meta(min_length=1)]
    higher_is: Better
    reliability: Reliability | None = None
    within: tuple[float, float] | None = None
    why: Annotated[str, Meta(min_length=1)]
    source: Annotated[str, Meta(min_length=1)]

    def is_known(self) -> bool:
        """Tell whether this pod has any activity that measures it."""
        return any(one.task in tasks() for one in self.found)

    def score_in(self, task: str, scores: Mapping[str, Score]) -> Score | None:
        """Return its score among an activity's; None where that does not measure it."""
        for one in self.found:
            if one.task == task:
                return scores.get(one.score, Score(None, "other_version"))
        return None


class Area(Value, frozen=True, kw_only=True):
    """An area with its measures; `leads` is the one that staff's rules look at."""

    id: AreaName
    label: Words
    leads: Name
    components: Annotated[tuple[Component, ...], Meta(min_length=1)]


class RuleSaid(Value, frozen=True, kw_only=True):
    """A rule's version, and what it does in words."""

    version: Annotated[int, Meta(ge=1)]
    words: Words


class Areas(Value, frozen=True, kw_only=True):
    """The whole file; `least` people besides the person, or nobody is compared."""

    version: Annotated[int, Meta(ge=1)]
    least: Annotated[int, Meta(ge=5)]
    emphasis: RuleSaid
    order: RuleSaid
    areas: tuple[Area, ...]

    def components(self) -> Sequence[Component]:
        """Return every component that this pod can measure, in the file's order."""
        every = (one for area in self.areas for one in area.components)
        return tuple(one for one in every if one.is_known())

    def leading(self, area: AreaName) -> Component:
        """Return the component that leads an area."""
        found = next(one for one in self.areas if one.id == area)
        return next(one for one in found.components if one.id == found.leads)


@cache
def read_areas() -> Areas:
    """Read the published file, once; Malformed names what is amiss in it."""
    return read_toml(FILE, Areas)


def component_named(name: str) -> Component:
    """Return the component of this name, or say which there are."""
    known = {one.id: one for one in read_areas().components()}
    if name not in known:
        raise Usage(f"There is no measure {name}. There are: {', '.join(known)}.")
    return known[name]
