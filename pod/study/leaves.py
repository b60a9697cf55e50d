"""What leaves of somebody who agrees, in the few facts that they are told."""

from typing import Annotated

from msgspec import Meta

from pod.study.pack import Level, StudyPack
from pod.values import Value


class Leaves(Value, frozen=True, kw_only=True):
    """What the study at a pod lets leave; the page that asks for consent says it.

    `k`: the smallest group of people alike in which outcomes leave; 0 where a pod has
    no study yet, and none is named. `linked`: with research rows the prison number
    leaves too, sealed for one other office.
    """

    level: Level = "outcomes"
    k: Annotated[int, Meta(ge=0, le=100)] = 0
    linked: bool = False


def leaves_of(pack: StudyPack | None) -> Leaves:
    """Return what a study lets leave; without one, what may be said of any outcomes."""
    if pack is None:
        return Leaves()
    if pack.level == "outcomes":
        return Leaves(k=pack.policy.k)
    return Leaves(level="rows", linked=pack.linkage is not None)


def covers(told: Leaves, now: Leaves) -> bool:
    """Tell whether whoever agreed to what they were told agreed to what leaves now."""
    if now.level == "outcomes":
        return told.level == "rows" or told.k <= now.k
    return told.level == "rows" and (told.linked or not now.linked)
