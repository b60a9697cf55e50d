"""A pod over two years: who comes, who misses, who stops; as the gate is told it."""

from dataclasses import dataclass, field

from pod.gate.known import Already, AtPoint, Enrolled, Measured
from pod.gate.release import chosen
from pod.study import BAND_VALUES, BANDS
from pod.task import scored
from pod.values import seeded
from tests.gate.series import after

WEEKS = 100
AT = {1: "first", 4: "middle", 8: "last"}
LENGTH = 8
ACTIVITIES = ("ons4", "phq9", "flanker")
MISSING = 0.05
"""How often an activity is left out, or broken off."""

REASONS = ("sick", "clash", "refused")


@dataclass
class Life:
    """All that others may know of somebody: when they came, and what they did."""

    bands: dict
    arm: str
    lot: str
    agrees: bool
    start: int
    answers: float
    ended: int = WEEKS * 2
    points: dict = field(default_factory=dict)
    done: dict = field(default_factory=dict)


def life(rng, number, most):
    """Somebody's course: sittings week by week, missed ones, and perhaps no end."""
    one = Life(
        bands={band: rng.choice(BAND_VALUES[band][:2]) for band in BANDS[:3]},
        arm=rng.choice(("now", "later")),
        lot=f"{rng.getrandbits(64):x}",
        agrees=rng.random() < 0.9,
        start=number * (WEEKS - 45) // most,
        answers=float(rng.randrange(20)),
    )
    told = {"missed": {}, "language": "cy" if rng.random() < 0.1 else "en"}
    week, sat = one.start, 0
    while sat < LENGTH:
        if sat and rng.random() < 0.03:
            one.ended = week + 4
            return one
        if rng.random() < 0.15:
            why = rng.choice(REASONS)
            told["missed"] = {**told["missed"], why: told["missed"].get(why, 0) + 1}
        else:
            sat += 1
            reach(one, rng, (AT.get(sat), week, sat), told)
        week += 1
    one.ended = week
    if rng.random() < 0.5:
        reach(one, rng, ("followup", week + 12, sat + 1), told)
    return one


def reach(one, rng, where, told):
    """Write down a sitting at a measure point, and what was done in it."""
    point, week, sat = where
    if point is None:
        return
    how = {
        "weeks": week - one.start,
        "sittings": sat,
        "minutes": sat * rng.choice((18, 20)),
        "programme": "first 1",
        "software": f"1.{week // 30}",
        "mode": "touch",
    }
    one.points[point] = (week, {**how, **told})
    for task in ACTIVITIES:
        if rng.random() > MISSING:
            one.done[point, task] = (week, 1 + (task == "flanker" and week >= 50))


class Pod:
    """Everybody who ever came to a pod; `codes` says whose code is which.

    Consent is taken back by code: others know who came, and not who took it back.
    """

    def __init__(self, lives, codes, withdrawn):
        self.lives, self.codes, self.withdrawn = lives, codes, withdrawn
        both = list(zip(lives, codes, strict=True))
        self.measured = [one for life, code in both for one in measured(life, code)]
        self.points = [one for life, code in both for one in points(life, code)]

    def given(self, whose):
        """Return this pod with other codes; `whose` says which stands for which."""
        codes = [whose.get(code, code) for code in self.codes]
        return Pod(self.lives, codes, self.withdrawn)

    def at(self, week):
        """Return what the gate is told in this week."""
        here = zip(self.lives, self.codes, strict=True)
        return (
            [self.enrolled(one, code, week) for one, code in here if one.start <= week],
            [row for on, row in self.measured if on <= week],
            [point for on, point in self.points if on <= week],
        )

    def enrolled(self, one, code, week):
        """Return somebody as the pod knows them in this week."""
        return Enrolled(
            study_code=code,
            bands=one.bands,
            consent_evaluation=one.agrees,
            withdrawn=self.withdrawn.get(code, WEEKS) <= week,
            arm=one.arm,
            ended=one.ended <= week,
            lot=one.lot,
        )


def points(one, code):
    """Return the measure points that somebody reaches, each with its week."""
    return [
        (week, AtPoint(study_code=code, point=point, **how))
        for point, (week, how) in one.points.items()
    ]


def measured(one, code):
    """Return the activities that somebody does, each with its week."""
    return [
        (
            week,
            Measured(
                study_code=code,
                point=point,
                task=task,
                task_version=version,
                params_hash="ab12",
                scoring="as published",
                scores={"total": scored(one.answers)},
                items={},
                timing={"touch": 4},
            ),
        )
        for (point, task), (week, version) in one.done.items()
    ]


def a_pod(seed, most=60):
    """Return a pod of so many people, some of whom take their consent back."""
    rng = seeded(seed)
    lives = [life(rng, number, most) for number in range(most)]
    codes = [f"{rng.getrandbits(64):016x}" for _ in lives]
    gone = {code: rng.randrange(WEEKS) for code in codes if rng.random() < 0.08}
    return Pod(lives, codes, gone)


def bundles(pod, policy):
    """Return what leaves week by week."""
    already, left = Already(), []
    for week in range(WEEKS):
        out = chosen(*pod.at(week), policy, already)
        already = after(out, already)
        left.append(out)
    return left
