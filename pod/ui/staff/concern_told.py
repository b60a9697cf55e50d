"""A concern in sentences, the same on every page and on paper: facts, never a grade."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pod.desk.help import FormFacts, NeedsPerson, Step
from pod.ui.common.words import Text, local

ASKED = frozenset({"not_safe", "upset", "machine", "listener", "pictures"})
"""What a person presses themself; the rest the pod or its rules ask for."""
WISHES = ("print_asked", "correct_asked", "erase_asked", "certificate_asked")
HOUR_S, MINUTE_S = 3600, 60


def clock(at: datetime) -> str:
    """Return a moment as a wall shows it."""
    return f"{at.astimezone():%H:%M}"


def pressed(text: Text, need: NeedsPerson) -> str:
    """Return what was pressed, in the words on its key."""
    kinds = text.seeing_to.help.kinds
    return kinds.get(need.kind, kinds["other"])


def pressed_where(text: Text, need: NeedsPerson) -> str:
    """Return what was pressed and, at a console, at which pod of the wing."""
    said = pressed(text, need)
    return f"Pod {need.pod}. {said}" if need.pod else said


def who(text: Text, need: NeedsPerson, nobody: str = "") -> str:
    """Return whom it is about: first name and cell, where the pod knows."""
    if not need.first_name:
        return nobody
    return f"{need.first_name}, {text.staff.cell.format(cell=need.cell)}"


def age(text: Text, need: NeedsPerson, now: datetime) -> str:
    """Return how long ago it was: "2 min"; a clock set back makes it 0."""
    words = text.room
    passed = max(timedelta(), now - need.raised_at).total_seconds()
    hours, minutes = divmod(int(passed), HOUR_S)
    form = words.hours if hours else words.minutes
    return form.format(hours=hours, minutes=minutes // MINUTE_S)


def standing(text: Text, need: NeedsPerson) -> str:
    """Return who has it, or that nobody has."""
    words = text.seeing_to.help
    if need.lost:
        return words.lost
    if need.taken_at is not None:
        return words.has_it.format(staff=need.owner, clock=clock(need.taken_at))
    return words.waits_wish if need.kind in WISHES else words.waits


def telling(text: Text, need: NeedsPerson, second: str) -> str:
    """Return when whom to tell, while nobody has it; nothing where nobody is told."""
    words = text.seeing_to.help
    if need.owner:
        return ""
    if need.escalated_at is not None:
        return words.late.format(
            clock=clock(need.escalated_at), second=local(text, second)
        )
    if need.late_at is None:
        return ""
    return words.late_at.format(clock=clock(need.late_at), second=local(text, second))


def story(text: Text, need: NeedsPerson) -> tuple[str, ...]:
    """Return what has happened so far, as the record has it, oldest first."""
    steps = text.seeing_to.help.steps
    told = [(need.raised_at, steps["raised"])]
    if need.escalated_at is not None:
        told.append((need.escalated_at, steps["escalated"]))
    told += [(one.done_at, step(text, one)) for one in need.steps]
    ordered = sorted(told, key=lambda line: line[0])
    return tuple(f"{clock(at)}  {said}" for at, said in ordered)


def step(text: Text, one: Step) -> str:
    """Return one thing that staff did, with their own words behind it."""
    words = text.seeing_to.help
    form = words.steps.get(one.did)
    if form is None:
        return f"{one.staff}: {words.done[one.did]}. {one.note}".rstrip()
    return form.format(staff=one.staff)


def for_the_form(text: Text, facts: FormFacts) -> tuple[str, ...]:
    """Return the facts of a concern for the site's own form, sentence by sentence."""
    return tuple(_form_lines(text, facts))


def _form_lines(text: Text, facts: FormFacts) -> Iterator[str]:
    words, need = text.seeing_to.form, facts.need
    form = words.pressed if need.kind in ASKED else words.raised
    known = f"{need.first_name} ({facts.number})" if facts.number else who(text, need)
    yield form.format(
        clock=clock(need.raised_at),
        name=known or words.somebody,
        said=pressed(text, need),
        pod=facts.pod,
    )
    if need.escalated_at is not None:
        second = local(text, facts.second)
        yield words.late.format(clock=clock(need.escalated_at), second=second)
    for one in need.steps:
        yield words.step.format(clock=clock(one.done_at), step=step(text, one))
    if not need.steps:
        yield words.unanswered.format(clock=clock(facts.now))
    yield words.add
