"""What somebody's course might stress: a published rule, which staff may overrule.

The rule stands in words in resources/need.toml, with its version.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from pod.need.areas import AREAS, AreaName
from pod.need.of_person import AreaNeed, Part
from pod.values import Value

Because: TypeAlias = Literal["stands_out", "furthest", "overlap", "none", "unknown"]


class Emphasis(Value, frozen=True, kw_only=True):
    """An area, or none; why, and by which version of the rule.

    `also` are other areas that stand out too.
    """

    area: AreaName | None = None
    because: Because
    also: tuple[AreaName, ...] = ()
    rule: int


def suggested(need: Sequence[AreaNeed], rule: int) -> Emphasis:
    """Return what the rule suggests for somebody."""
    leading = {one.area: one.leading for one in need}
    known = {name: part for name, part in leading.items() if part is not None}
    out = [
        name for name in AREAS if name in known and known[name].place.needs == "more"
    ]
    if not out:
        compared = any(one.place.needs != "unknown" for one in known.values())
        return Emphasis(because="none" if compared else "unknown", rule=rule)
    furthest = max(out, key=lambda name: known[name].place.need or 0.0)
    beside = [n for n in out if _overlap(known[n], known[furthest])]
    first = beside[0]
    because: Because = "overlap" if len(beside) > 1 else "furthest"
    return Emphasis(
        area=first,
        because=because if len(out) > 1 else "stands_out",
        also=tuple(name for name in out if name != first),
        rule=rule,
    )


def _overlap(one: Part, other: Part) -> bool:
    """Tell whether the doubt about two measures leaves open which is further out."""
    low, high = one.place.need_low, one.place.need_high
    least, most = other.place.need_low, other.place.need_high
    if low is None or high is None or least is None or most is None:
        return False
    return max(low, least) <= min(high, most)
