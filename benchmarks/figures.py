"""One figure as one line of JSON: what was measured, its goal, and what stands beside.

Not a benchmark of its own; every benchmark here prints its figures through it.
"""

import json
from collections.abc import Mapping, Sequence
from statistics import quantiles
from typing import Literal, NamedTuple

Summary = Mapping[str, float]
Goal = tuple[Literal["least", "most"], float]


class Beside(NamedTuple):
    """A named peer or floor, measured in the same run."""

    name: str
    values: Sequence[float]


def summed_up(values: Sequence[float]) -> Summary:
    """Return n, median, p95, p99 and the most of at least two values."""
    cuts = quantiles(values, n=100, method="inclusive")
    named = {"median": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}
    return {"n": len(values), **{name: round(cut, 3) for name, cut in named.items()}}


def figure(
    name: str,
    unit: str,
    values: Sequence[float],
    goal: tuple[str, float] | None,
    beside: Beside,
) -> str:
    """Write a figure; the goal is a bound on its `median`, `p99` or `max`.

    The ratio is of the goal's own statistic, of the p99s where there is no goal.
    """
    ours, theirs = summed_up(values), summed_up(beside.values)
    which = goal[0] if goal else "p99"
    told = {
        "name": name,
        "unit": unit,
        **ours,
        "goal": goal[1] if goal else None,
        "met": ours[which] <= goal[1] if goal else None,
        "beside": {
            "name": beside.name,
            "median": theirs["median"],
            "p99": theirs["p99"],
        },
        "ratio": round(ours[which] / theirs[which], 2) if theirs[which] else None,
    }
    return json.dumps(told)


def counted(
    name: str,
    unit: str,
    value: float,
    goal: Goal | None,
    beside: Mapping[str, object] | None,
) -> str:
    """Write a figure that is one number; a goal is the least or the most it may be.

    `beside` is its peer's line: name, median, p99.
    """
    value = round(value, 3)
    told = {"name": name, "unit": unit, "n": 1}
    told |= dict.fromkeys(("median", "p95", "p99", "max"), value)
    bound = goal[1] if goal else None
    return json.dumps(
        {**told, "goal": bound, "met": _met(value, goal), "beside": beside}
    )


def _met(value: float, goal: Goal | None) -> bool | None:
    if goal is None:
        return None
    which, bound = goal
    return value >= bound if which == "least" else value <= bound
