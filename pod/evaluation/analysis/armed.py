"""What a study's arms allow: a waiting list, a stepped wedge, or arms as drawn."""

from collections.abc import Iterator

import numpy as np

from pod.bundle.released import Point
from pod.evaluation.analysis.findings import Effect, Modelled
from pod.evaluation.analysis.frame import POINTS, Bools, Floats, Frame
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.modelled import modelled
from pod.evaluation.analysis.small import beside, sizes_of, told
from pod.evaluation.statistics.arms import stepped_wedge, waiting_list
from pod.evaluation.statistics.models import ancova
from pod.study import StudyPack

WAITED = (
    "Waiting list: those trained less those still waiting at the same point, first"
    " measure held equal (ANCOVA), errors that allow for sites; as drawn."
)
WEDGE = (
    "Stepped wedge: points fixed, pods random, trained or not by the weeks that the"
    " pod's arm waited (Hussey and Hughes 2007)."
)
DRAWN = (
    "Arms as drawn: last measure, first held equal (ANCOVA), errors that allow for"
    " sites. Where all arms had been trained by then, it compares courses, not training"
    " with none."
)


def compared(asked: Asked, frame: Frame, pack: StudyPack) -> Iterator[Modelled]:
    """Give each comparison that the arms allow; nothing where an arm is withheld."""
    labels = frame.columns["arm"]
    names = [arm.name for arm in pack.arms]
    drawn = np.isin(labels, names)
    both = asked.scored.both() & drawn
    shown = beside(sizes_of(labels[drawn], both[drawn]), asked.policy)
    if not names or shown != {*names}:
        return
    waits = {arm.name: arm.wait_weeks for arm in pack.arms}
    wait = np.array([waits.get(str(name), np.nan) for name in labels], dtype=float)
    if pack.unit == "pod":
        yield from _wedge(asked, frame, wait)
    elif point := still_waiting(frame, wait, drawn):
        yield from _waiting(asked, frame, (wait, drawn), point)
    yield from _as_drawn(asked, frame, drawn)


def still_waiting(frame: Frame, wait: Floats, drawn: Bools) -> Point | None:
    """Return the latest point at which those who wait had not begun; None without."""
    for at in range(len(POINTS) - 1, 0, -1):
        held = drawn & (wait > 0) & np.isfinite(_weeks(frame)[:, at])
        if held.any() and np.mean(_weeks(frame)[held, at] <= wait[held]) == 1:
            return POINTS[at]
    return None


def _waiting(
    asked: Asked, frame: Frame, arms: tuple[Floats, Bools], point: Point
) -> Iterator[Modelled]:
    wait, drawn = arms
    first, later = asked.scored.at("first")[drawn], asked.scored.at(point)[drawn]
    sizes = [int((np.isfinite(first + later) & on).sum()) for on in _sides(wait[drawn])]
    if min(sizes) < asked.policy.suppress_below:
        return
    sites = frame.columns["site"][drawn]
    found = waiting_list(later, first, wait[drawn] > 0, sites)
    if found is not None:
        yield Modelled(
            name=f"waiting list, {point} measure",
            estimates=(
                Effect("adjusted difference", told(found.adjusted, asked.policy)),
                Effect("Hedges g", told(found.g, asked.policy)),
            ),
            converged=found.model.converged,
            sentence=WAITED,
        )


def _sides(wait: Floats) -> tuple[Bools, Bools]:
    return wait > 0, wait == 0


def _wedge(asked: Asked, frame: Frame, wait: Floats) -> Iterator[Modelled]:
    known = np.isfinite(wait)[:, None] & np.isfinite(_weeks(frame))
    there = known & np.isfinite(asked.scored.values)
    shape = there.shape
    period = np.broadcast_to(np.arange(len(POINTS)), shape)[there]
    pods = np.broadcast_to(frame.columns["pod"][:, None], shape)[there]
    treated = (_weeks(frame) > wait[:, None])[there]
    if min(treated.sum(), (~treated).sum()) < asked.policy.suppress_below:
        return
    found = stepped_wedge(asked.scored.values[there], period, pods, treated)
    if (one := modelled("stepped wedge", found, WEDGE, asked.policy)) is not None:
        yield one


def _as_drawn(asked: Asked, frame: Frame, drawn: Bools) -> Iterator[Modelled]:
    first, last = (asked.scored.at(point)[drawn] for point in ("first", "last"))
    arms, sites = frame.columns["arm"][drawn], frame.columns["site"][drawn]
    found = ancova(last, first, arms, sites)
    one = modelled("arms as drawn", found, DRAWN, asked.policy)
    if one is not None:
        yield one


def _weeks(frame: Frame) -> Floats:
    """Return whole weeks since the start at each point, NaN where not told."""
    words = frame.course["weeks"]
    return np.where(words == "", "nan", words).astype(float)
