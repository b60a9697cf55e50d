"""Plays a cohort: many people through a whole course by scripts, then the real road."""

from pathlib import Path

from pod.app.inside import cast_in
from pod.app.laid_out import BEGINS, LaidOut, Rehearsed, Tell
from pod.core.course_of import Pod
from pod.evaluation.plan import Wishes
from pod.journeys.cast import STAFF
from pod.journeys.life import life, newcomer
from pod.journeys.whole_course import WholeCourse
from pod.programme import read_programme
from pod.storage.audit import Act, audit

DAYS = 7 * 80
"""Everybody's last sitting lies within this: then the bundle leaves."""


def wishes(programme: str) -> Wishes:
    """Return the study that the cohort takes part in."""
    return Wishes(
        name="cohort",
        title="A cohort: nobody in it is real",
        k=4,
        threshold=5,
        group_by="sex",
        outcomes=("ons4.satisfied", "ons4.anxious", "gad7.total", "stop_signal.ssrt"),
        programme=programme,
    )


def play_cohort(
    out: Path, seed: int, count: int, programme: str, tell: Tell
) -> Rehearsed:
    """Let `count` people go through a whole programme; carry the results out."""
    served = read_programme(programme)
    laid = LaidOut(out, seed, wishes(programme), tell)
    newcomers = [newcomer(laid.rng, number) for number in range(count)]
    people = cast_in(laid.inside.memory, newcomers, laid.clock, laid.rng)
    pod = Pod(laid.inside.settings.pod, served)
    course = WholeCourse(laid.inside.memory.doings, pod, STAFF[0].number, laid.rng)
    sittings = rows = 0
    for number, person in enumerate(people, start=1):
        tell(f"{number} of {count} people, {sittings} sittings")
        tally = course.play(person, life(laid.rng), BEGINS)
        sittings, rows = sittings + tally.sittings, rows + tally.rows
    laid.clock.days_pass(DAYS)
    _somebody_comes(laid)
    return laid.carry_out(sittings=sittings, rows=rows)


def _somebody_comes(laid: LaidOut) -> None:
    """Let a supervisor sign in to write the bundle: the pod knows how late it is."""
    boss = next(one for one in STAFF if one.role == "supervisor")
    came = Act(role=boss.role, staff=boss.number, what="staff_signed_in")
    with laid.inside.memory.doings.begin() as db:
        audit(db, came, laid.clock.utc())
