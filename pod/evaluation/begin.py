"""Begins a study: its folder, keys, what its pods draw from, and its signed pack."""

from pathlib import Path
from random import Random

from pod.errors import Malformed, Usage
from pod.evaluation.allocation import allocate, lay_allocations, with_arms
from pod.evaluation.folder import lay_keys
from pod.evaluation.plan import (
    Wishes,
    check_apart,
    check_level,
    outcomes_of,
    plan,
    policy_of,
)
from pod.programme import read_programme
from pod.seal import Recipient
from pod.study import StudyPack, check_schedule, write_study
from pod.values import Value


class Begun(Value, frozen=True, kw_only=True):
    """A study as it was begun; `kept` is where its allocations lie, if any."""

    pack: StudyPack
    path: Path
    kept: Path | None


def begin_study(
    out: Path, wishes: Wishes, escrow: Recipient | None, rng: Random
) -> Begun:
    """Make a study in the folder `out`; wishes that make no sense leave nothing there.

    `rng` is the system's own, for it draws who gets what. Usage where a wish is wrong.
    """
    read_programme(wishes.programme)
    _check_due(wishes.schedule)
    check_level(wishes)
    check_apart(wishes.linkage, (escrow,) if escrow else ())
    policy_of(wishes)
    outcomes, made = outcomes_of(wishes), allocate(wishes, rng)
    keys = lay_keys(out, escrow)
    kept = lay_allocations(out, made)
    pack = with_arms(plan(wishes, outcomes, keys), made)
    path = write_study(out, pack, keys.signing)
    return Begun(pack=pack, path=path, kept=kept)


def _check_due(schedule: str) -> None:
    """Refuse a wish as Usage that no pack may hold: no file is damaged here."""
    try:
        check_schedule(schedule)
    except Malformed as error:
        raise Usage(error.say) from error
