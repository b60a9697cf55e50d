"""Who is on a pod: codes and bands of people who are not real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from pod.bundle.manifest import software
from pod.bundle.research import MISSED
from pod.evaluation.synthetic.drawing import NEVER, NO_ARM, Drawn
from pod.evaluation.synthetic.truth import Truth, week_of
from pod.gate.known import AtPoint, Enrolled
from pod.programme import read_programme
from pod.study import BAND_VALUES, Band
from pod.values import seeded

PROGRAMME = "enhance"
MINUTES = 25
"""So long was each sitting."""
_WEIGHTS: Mapping[Band, Sequence[int]] = {
    "age_band": (4, 10, 18, 34, 20, 10, 4),
    "sentence_band": (10, 6, 8, 26, 34, 10, 6),
    "custody_band": (8, 14, 30, 36, 12),
}
_PRISONS, _SEXES = (38, 44, 8, 6, 4), (5, 95)
_REASONS = (25, 20, 10, 10, 15, 10, 5, 3, 2)


@dataclass(frozen=True)
class Who:
    """Somebody of a study: their place in it, their codes, and what is known of them.

    `reason` is why they missed what they missed.
    """

    at: int
    code: str
    lot: str
    bands: Mapping[Band, str]
    arm: str
    reason: str


def pod_id(truth: Truth, pod: int) -> str:
    """Return what a pod is called."""
    return f"pod{pod + 1:0{max(3, len(str(truth.pods)))}d}"


def site_id(truth: Truth, pod: int) -> str:
    """Return at which site a pod is."""
    site = pod % truth.sites
    return f"site{site + 1:0{max(2, len(str(truth.sites)))}d}"


def folk_of(drawn: Drawn, pod: int) -> Sequence[Who]:
    """Return the people of one pod, in the order in which they began."""
    truth, rng = drawn.truth, seeded(f"{drawn.truth.seed}:folk:{pod}")
    prison = _prison(truth, pod)
    return [_who(drawn, at, prison, rng) for at in range(pod, truth.people, truth.pods)]


def reached(drawn: Drawn, who: Who) -> Sequence[tuple[int, AtPoint]]:
    """Return the points that somebody reached, each with the study's week of it."""
    truth, seen = drawn.truth, drawn.seen[who.at]
    version = read_programme(PROGRAMME).version
    found = []
    for place, point in enumerate(truth.points):
        if seen[place]:
            weeks, had = week_of(truth, point), int(drawn.sittings[who.at, place])
            one = AtPoint(
                study_code=who.code,
                point=point,
                weeks=weeks,
                sittings=had,
                minutes=MINUTES * had,
                missed=_missed(truth, who, weeks, had),
                programme=f"{PROGRAMME} {version}",
                software=_version(),
            )
            found.append((int(drawn.begins[who.at]) + weeks, one))
    return found


def enrolled(drawn: Drawn, who: Who, week: int, lost_after_weeks: int) -> Enrolled:
    """Return somebody as a pod knows them in a week of the study."""
    withdraws = int(drawn.withdraws[who.at])
    return Enrolled(
        study_code=who.code,
        bands=dict(who.bands),
        consent_evaluation=True,
        withdrawn=withdraws != NEVER and withdraws <= week,
        arm=who.arm,
        ended=week >= _ends(drawn, who, lost_after_weeks),
        lot=who.lot,
    )


@cache
def _version() -> str:
    """Return the version of this program, looked up once."""
    return software()


def _ends(drawn: Drawn, who: Who, lost_after_weeks: int) -> int:
    """Return in which week nobody expects somebody any more: at the study's end all."""
    truth, seen = drawn.truth, drawn.seen[who.at]
    weeks = drawn.weeks[who.at]
    if seen[-1]:
        return int(min(weeks[-1], truth.weeks - 1))
    last = max((int(week) for week in weeks[seen]), default=int(weeks[0]))
    return min(last + lost_after_weeks, truth.weeks - 1)


def _who(drawn: Drawn, at: int, prison: Mapping[Band, str], rng: Random) -> Who:
    bands = {
        band: rng.choices(BAND_VALUES[band], of)[0] for band, of in _WEIGHTS.items()
    }
    arm = int(drawn.arm[at])
    return Who(
        at=at,
        code=f"{rng.getrandbits(80):020x}",
        lot=f"{rng.getrandbits(80):020x}",
        bands={**bands, **prison},
        arm="" if arm == NO_ARM else drawn.truth.arms[arm].name,
        reason=rng.choices(MISSED, _REASONS)[0],
    )


def _prison(truth: Truth, pod: int) -> Mapping[Band, str]:
    """Return what everybody at a pod's site shares: the prison's kind, and the sex."""
    rng = seeded(f"{truth.seed}:site:{pod % truth.sites}")
    sexes = BAND_VALUES["sex"][: len(_SEXES)]
    return {
        "prison_type": rng.choices(BAND_VALUES["prison_type"], _PRISONS)[0],
        "sex": rng.choices(sexes, _SEXES)[0],
    }


def _missed(truth: Truth, who: Who, weeks: int, had: int) -> dict[str, int]:
    """Count what somebody missed by then: what was booked, less what they had."""
    booked = round(truth.sittings * min(1.0, weeks / truth.course_weeks))
    return {who.reason: booked - had} if booked > had else {}
