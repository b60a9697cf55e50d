"""Plays sittings through the real core, by scripts alone: people without windows."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from pod import desk
from pod.desk import Reply, Request
from pod.journeys.cast import PICTURES, Staff
from pod.people import Traits
from pod.rehearse import Rehearsal, rehearse
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
        begun = ask(desk.Begin(choice=chosen(view, who)))
        if not isinstance(begun, desk.Begun):
            break
        play = played(begun, who, "en")
        kept += _keep(ask, begun.activity, play)
        view = ask(desk.Finish(begun.activity, play.took_ms))
    ask(desk.Lock())
    return kept


def chosen(view: desk.PersonView, who: Traits) -> str:
    """Return what somebody would like to do next, where it is theirs to choose."""
    options = next(step for step in view.plan if step.state == "now").options
    return seeded(f"{who.seed}:choice").choice(options) if options else ""


def played(begun: desk.Begun, who: Traits, language: str) -> Rehearsal[None]:
    """Play an activity from its beginning, as somebody would."""
    task = task_named(begun.task)
    params = task.given(begun.params, begun.before)
    words = task.read_words(language)
    script = task.script(params, words, seeded(begun.seed))
    return rehearse(script, task.person(params, words, who))


def _keep(ask: Ask, activity: str, play: Rehearsal[None]) -> int:
    """Keep the rows one by one as the screen would; return how many."""
    pairs = zip(play.rows, play.entries, strict=True)
    for number, (row, entry) in enumerate(pairs, start=1):
        ask(desk.KeepRow(activity, number, msgspec.json.encode(row), entry))
    return len(play.rows)
