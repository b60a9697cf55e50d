"""What the store knows of everybody, as the gate is told it: under their codes."""

from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

import msgspec

from pod.bundle.manifest import software
from pod.errors import Usage
from pod.gate.known import AtPoint, Enrolled
from pod.programme import read_programme
from pod.storage import outbox, reached
from pod.storage.arms import all_drawn
from pod.storage.forgetting import gone_codes
from pod.storage.pod_memory import recall
from pod.storage.vault import DoingsDb
from pod.study import BANDS

Codes: TypeAlias = Mapping[str, str]


def everybody(db: DoingsDb, codes: Codes) -> list[Enrolled]:
    """Return everybody who has a code, with the consent that holds today.

    Who was erased is among them, as a code that was taken back and nothing else: nobody
    waits for them.
    """
    told = partial(_enrolled, arms=all_drawn(db), over=_over(db))
    known = [one for one in outbox.participants(db) if one.ref in codes]
    here = [told(one, codes[one.ref]) for one in known]
    gone = gone_codes(db) - {one.study_code for one in here}
    return here + [_erased(code) for code in sorted(gone)]


def at_points(db: DoingsDb, codes: Codes) -> list[AtPoint]:
    """Return every measure point that somebody with a code reached.

    Where it is not known with which program, it is told as this one.
    """
    return [
        _at_point(one, codes[one.ref]) for one in reached.points(db) if one.ref in codes
    ]


def _at_point(known: reached.Point, code: str) -> AtPoint:
    raw = msgspec.structs.asdict(known) | {"study_code": code}
    raw["software"] = raw["software"] or software()
    raw.pop("ref")
    return msgspec.convert(raw, AtPoint)


def _enrolled(
    known: outbox.Participant, code: str, arms: Mapping[str, str], over: frozenset[str]
) -> Enrolled:
    """Return somebody; bands that no study knows, as on an older pod, are left out."""
    return Enrolled(
        study_code=code,
        bands={band: known.bands[band] for band in BANDS if band in known.bands},
        consent_evaluation=known.consent_evaluation,
        withdrawn=known.withdrawn,
        arm=arms.get(known.ref, ""),
        ended=known.ref in over,
        lot=known.ref,
    )


def _erased(code: str) -> Enrolled:
    return Enrolled(
        study_code=code,
        bands={},
        consent_evaluation=False,
        withdrawn=True,
        ended=True,
    )


def _over(db: DoingsDb) -> frozenset[str]:
    """Return who is not expected any more, or has finished their course."""
    if recall(db, outbox.STUDY) is None:
        return frozenset()
    lost_after_weeks = outbox.study(db).policy.lost_after_weeks
    finished = {
        ref
        for ref, done in reached.sittings_done(db).items()
        if any(count >= _length(name) for name, count in done.items())
    }
    return reached.ended(db, lost_after_weeks) | finished


def _length(programme: str) -> float:
    """Return how many sittings a programme has; endless where it is gone."""
    try:
        return len(read_programme(programme).sittings)
    except Usage:
        return float("inf")
