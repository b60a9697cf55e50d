"""How good the data are: what is missing and why, whose clock, which versions."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Content, Count, Quality, Reasons
from pod.evaluation.analysis.frame import POINTS, Frame, Key, Scored
from pod.evaluation.analysis.honesty import QUALITY
from pod.evaluation.analysis.rescored import rescored_of
from pod.evaluation.analysis.small import alone
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.status import Status
from pod.study import Policy
from pod.withhold import masked, rounded

CLOCKS = ("button box", "arrival at the pod", "keyboard", "screen", "rehearsal")
THERE = "measured"


def quality_of(
    catalogue: Catalogue,
    frame: Frame,
    scores: Mapping[Key, Scored],
    status: Status,
    policy: Policy,
) -> Quality:
    """Return what is known of the data's quality, small counts of people withheld."""
    ((bundles, pods, rows, refused),) = catalogue.ask(asking.COUNTED)
    each = status.pods
    missing = (_reasons(frame, key, score, policy) for key, score in scores.items())
    return Quality(
        bundles=bundles,
        pods=pods,
        silent=sum(not pod.bundles for pod in each),
        rows=rows,
        refused=refused,
        gaps=sum(len(pod.gaps) for pod in each),
        breaks=sum(len(pod.breaks) for pod in each),
        went_back=sum(len(pod.went_back) for pod in each),
        set_aside=tuple(Count(why, n) for why, n in catalogue.ask(asking.ASIDE)),
        missing=tuple(missing),
        clocks=_clocks(catalogue),
        content=tuple(_content(catalogue, policy)),
        software=tuple(_software(catalogue)),
        rescored=rescored_of(catalogue, policy),
        honest=QUALITY,
    )


def _content(catalogue: Catalogue, policy: Policy) -> Iterator[Content]:
    for task, version, how, n in catalogue.ask(asking.VERSIONS):
        yield Content(task=task, version=version, scoring=how, people=alone(n, policy))


def _software(catalogue: Catalogue) -> Iterator[Count]:
    for name, many, n in catalogue.ask(asking.SOFTWARE):
        yield Count(f"{name}, on {many} pods", n)


def _clocks(catalogue: Catalogue) -> tuple[Count, ...]:
    """Return how many presses each clock stamped; presses are nobody's number."""
    (found,) = catalogue.ask(asking.TIMED)
    return tuple(
        Count(name, int(n or 0)) for name, n in zip(CLOCKS, found, strict=True)
    )


def _reasons(frame: Frame, key: Key, score: Scored, policy: Policy) -> Reasons:
    """Return one outcome's people at each point that anybody reached, by reason."""
    columns = [at for at in range(len(POINTS)) if frame.there[:, at].any()]
    why = np.where(score.why == "", THERE, score.why)
    names = sorted({str(name) for name in why[:, columns].ravel()} - {THERE})
    names = [THERE, *names]
    cells = [[int((why[:, at] == name).sum()) for at in columns] for name in names]
    return Reasons(
        outcome=".".join(key),
        names=tuple(names),
        points=tuple(POINTS[at] for at in columns),
        cells=_told(cells, policy),
    )


def _told(
    cells: Sequence[Sequence[int]], policy: Policy
) -> tuple[tuple[int | None, ...], ...]:
    """Return a table's counts with its column totals, what is small withheld."""
    held = masked(cells, policy.suppress_below)
    whole = [*cells, [sum(column) for column in zip(*cells, strict=True)]]
    return tuple(
        tuple(
            None if hidden else rounded(n, policy.round_to)
            for n, hidden in zip(row, line, strict=False)
        )
        for row, line in zip(whole, held, strict=True)
    )
