"""Plays sittings through the real core, by scripts alone: people without windows."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from pod import desk
from pod.desk import Reply, Request
from pod.journeys.cast import PICTURES, Staff
from pod.people import Traits
from pod.rehearse import rehearse
from pod.task import task_named
from pod.values import seeded

Ask: TypeAlias = Callable[[Request], Reply]


def sitting_by_script(ask: Ask, staff: Staff, person: str, who: Traits) -> int:
    """Play one whole sitting of one person; return how many rows were kept."""
    ask(desk.StaffSignIn(staff.number, staff.code))
    unlocked = ask(desk.Unlock(person))
    choosing = isinstance(unlocked, desk.Unlocked) and unlocked.choose
    signs_in = desk.PicturesChosen if choosing else desk.PicturesTapped
    view = ask(signs_in(PICTURES))
    if isinstance(view, desk.PersonView) and view.consent_needed:
        view = ask(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
    kept = 0
    while isinstance(view, desk.PersonView) and not view.finished:
        begun = ask(desk.Begin())
        if not isinstance(begun, desk.Begun):
            break
        kept += _play(ask, begun, who)
        view = ask(desk.Finish(begun.activity))
    ask(desk.Lock())
    return kept


def _play(ask: Ask, begun: desk.Begun, who: Traits) -> int:
    """Play one activity and keep its rows as the screen would."""
    task = task_named(begun.task)
    params = msgspec.json.decode(begun.params, type=task.params)
    words = task.read_words("en")
    rng = seeded(begun.seed)
    played = rehearse(task.script(params, words, rng), task.person(params, words, who))
    pairs = zip(played.rows, played.entries, strict=True)
    for number, (row, entry) in enumerate(pairs, start=1):
        raw = msgspec.json.encode(row)
        ask(desk.KeepRow(begun.activity, number, raw, entry))
    return len(played.rows)
