"""What staff may ask of need and of change; every look has a reason, and is seen.

Looking at somebody is written into the record with the reason, and the person reads
both. The list shows words alone; scores are in the view of one person.
"""

from datetime import date
from typing import Literal, TypeAlias, get_args

from pod.desk.words import Ref
from pod.need.among import Needs
from pod.need.areas import AreaName
from pod.need.emphasis import Emphasis
from pod.need.equality import BandNeed
from pod.need.group_change import GroupChange
from pod.need.of_person import AreaNeed
from pod.need.order import Placed
from pod.need.over_time import Course, Minutes
from pod.programme import Point
from pod.study import Band
from pod.values import Value

Reason: TypeAlias = Literal[
    "progress_review", "planning", "key_work", "person_asked", "support"
]
"""Why somebody looks: a closed list, for the record holds no free text."""
REASONS: tuple[Reason, ...] = get_args(Reason)
Stress: TypeAlias = Literal[
    "self_control", "wellbeing", "agency", "no_emphasis", "as_suggested"
]
Choice: TypeAlias = Placed | Stress
"""What staff may choose against a published rule: a place in the list, an emphasis."""
Because: TypeAlias = Literal[
    "person_wishes", "staff_know_more", "leaving_soon", "not_available", "waited_long"
]
BECAUSE: tuple[Because, ...] = get_args(Because)
PLACED: tuple[Placed, ...] = get_args(Placed)
STRESSED: tuple[Stress, ...] = get_args(Stress)


class LookNeed(Value, frozen=True, tag=True):
    """What are somebody's need and progress? Answered by NeedView."""

    person: Ref
    reason: Reason


class ListNeed(Value, frozen=True, tag=True):
    """Who may be next, by an area of need? Answered by NeedList.

    Everybody in it can see that it was looked at.
    """

    area: AreaName
    reason: Reason


class GroupNeed(Value, frozen=True, tag=True):
    """How did people here change, and does the view differ by group? -> NeedGroup.

    With a `band`, the change is told for each group of it.
    """

    to: Point = "last"
    band: Band | None = None


class ChooseNeed(Value, frozen=True, tag=True):
    """Choose against what a rule says, with a reason; the newest counts. -> Done."""

    person: Ref
    choice: Choice
    because: Because


class NeedChosen(Value, frozen=True):
    """What staff chose for somebody, why and when."""

    choice: Choice
    because: Because
    on: date


class NeedView(Value, frozen=True, tag=True, kw_only=True):
    """One person: need area by area, the course of each measure, minutes, emphasis.

    `chosen` is what staff chose instead; the newest of a kind counts.
    """

    person: Ref
    first_name: str
    reason: Reason
    needs: tuple[AreaNeed, ...]
    courses: tuple[Course, ...]
    minutes: Minutes
    emphasis: Emphasis
    chosen: tuple[NeedChosen, ...] = ()

    def course(self, component: str) -> Course | None:
        """Return the course of a measure, where this pod takes it."""
        return next((c for c in self.courses if c.component == component), None)


class NeedTile(Value, frozen=True, kw_only=True):
    """One person in the list: a word an area, and since when they are here."""

    person: Ref
    first_name: str
    cell: str
    since: date
    needs: dict[AreaName, Needs]
    missing: int
    placed: Placed = "as_sorted"
    because: Because | None = None


class NeedList(Value, frozen=True, tag=True, kw_only=True):
    """People in the published order for an area; `rule` is the order's version."""

    area: AreaName
    people: tuple[NeedTile, ...]
    rule: int


class ChangeLine(Value, frozen=True, kw_only=True):
    """The change of one group in one measure."""

    group: str
    change: GroupChange


class NeedGroup(Value, frozen=True, tag=True, kw_only=True):
    """How people here changed; whether groups of them stand differently."""

    to: Point
    band: Band | None
    changes: tuple[ChangeLine, ...]
    equality: tuple[BandNeed, ...]
    least: int


NeedAsked: TypeAlias = LookNeed | ListNeed | GroupNeed | ChooseNeed
NeedTold: TypeAlias = NeedView | NeedList | NeedGroup
