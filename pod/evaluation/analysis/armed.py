"""What a study's arms allow: a waiting list, a stepped wedge, or arms as drawn."""

from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace

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
    " pod's arm waited (Hussey and Hughes 2007). Measures of which it is not known"
    " whether training had begun are left out."
)
TWO = 2
"""Arms of which a waiting list at the last point says all there is to say."""
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
    shown = beside(sizes_of(labels, asked.scored.both()), asked.policy)
    if not names or not {*names} <= shown:
        return
    waits = {arm.name: arm.wait_weeks for arm in pack.arms}
    wait = np.array([waits.get(str(name), np.nan) for name in labels], dtype=float)
    point = None if pack.unit == "pod" else still_waiting(frame, wait, drawn)
    if pack.unit == "pod":
        yield from _wedge(asked, frame, wait)
    elif point:
        yield from _waiting(asked, frame, (wait, drawn), point)
    if point != "last" or len(names) > TWO:
        yield from _as_drawn(asked, frame, drawn)


def still_waiting(frame: Frame, wait: Floats, drawn: Bools) -> Point | None:
    """Return the latest point at which those who wait had not begun; None without."""
    _, latest = _weeks(frame)
    for at in range(len(POINTS) - 1, 0, -1):
        held = drawn & (wait > 0) & np.isfinite(latest[:, at])
        if held.any() and (latest[held, at] <= wait[held]).all():
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
    """Give the wedge's effect; measures of which nobody knows are left out.

    That is where the weeks came as a span in which the training began.
    """
    earliest, latest = _weeks(frame)
    trained, waited = earliest > wait[:, None], latest <= wait[:, None]
    there = (trained | waited) & np.isfinite(asked.scored.values)
    shape = there.shape
    period = np.broadcast_to(np.arange(len(POINTS)), shape)[there]
    pods = np.broadcast_to(frame.columns["pod"][:, None], shape)[there]
    treated = trained[there]
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
        told = tuple(each for each in one.estimates if each.name != "first")
        yield replace(one, estimates=told)


def _weeks(frame: Frame) -> tuple[Floats, Floats]:
    """Return the earliest and latest whole week that each point may have been in.

    Since the person began; not a number where not told.
    """
    earliest, wide = (_numbers(frame, name) for name in ("weeks", "wide"))
    return earliest, earliest + wide - 1


def _numbers(frame: Frame, name: str) -> Floats:
    words = frame.course[name]
    return np.where(words == "", "nan", words).astype(float)
