"""Whom the pods keep back: what the newest disclosure report of each says.

A pod tells nothing of anybody until enough people are alike. Without these counts all
of them would look as if they had left.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Count, Held
from pod.evaluation.analysis.frame import POINTS
from pod.evaluation.analysis.honesty import HELD
from pod.evaluation.analysis.small import alone
from pod.evaluation.catalogue import Catalogue
from pod.gate.report import Count as Told
from pod.gate.report import Disclosure
from pod.study import Policy

CAME = "came"


def held_of(catalogue: Catalogue, policy: Policy) -> Held | None:
    """Return how many are kept back at least; None where no bundle's report is here.

    Of a point it is the activity that is kept back of most people. Where a pod says
    fewer than k, one person is counted: so there are as many at least.
    """
    if not catalogue.ask(asking.HAS_TABLE, "disclosure"):
        return None
    rows = catalogue.ask(asking.DISCLOSED)
    reports = [msgspec.json.decode(told, type=Disclosure) for (told,) in rows]
    if not reports:
        return None
    each = [_least(report) for report in reports]
    sums = {name: sum(one.get(name, 0) for one in each) for name in (CAME, *POINTS)}
    return Held(
        pods=len(reports),
        steps=tuple(
            Count(name, alone(n, policy))
            for name, n in sums.items()
            if name == CAME or n
        ),
        honest=HELD,
    )


def _least(report: Disclosure) -> Mapping[str, int]:
    """Return how many people one pod keeps back at least: wholly, and at each point."""
    kept = {CAME: _at_least([report.held_back])}
    for point in POINTS:
        kept[point] = _at_least([*_at(report, point)])
    return kept


def _at(report: Disclosure, point: str) -> Iterator[Told]:
    """Give the counts of a point's activities, which are told as point and name."""
    for name, n in report.activities_suppressed.items():
        if name.startswith(f"{point} "):
            yield n


def _at_least(counts: Sequence[Told]) -> int:
    return max((n if isinstance(n, int) else 1 for n in counts), default=0)
