"""A programme and what was done: what comes next, and why (pure).

Nothing is ever lost by coming late: there are no streaks, no decay, and no points.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from pod.programme import Part, Programme, parts_of
from pod.settings import RESOURCES, Language, read_raw, said_in
from pod.task import task_named
from pod.values import Value

Because: TypeAlias = Literal[
    "planned", "measured", "chosen", "choose", "need", "no_need", "no_duty"
]
"""Why a part is what it is."""
REASONS = RESOURCES / "because.toml"
"""The sentence for each."""


class Facts(Value, frozen=True, kw_only=True):
    """What is known of somebody's course; `parts` are those begun in this sitting.

    `finished` sittings are those of this programme.

    `scores` are the newest by activity. Weeks are whole ones; `wait_weeks` are those
    left until the course of the person's arm begins.
    """

    finished: int = 0
    parts: Mapping[int, str] = {}
    done: frozenset[int] = frozenset()
    scores: Mapping[str, Mapping[str, float]] = {}
    on_duty: bool = False
    weeks_since_last: int = 0
    wait_weeks: int = 0


class Planned(Value, frozen=True, kw_only=True):
    """One part as it stands for somebody now: an activity, or a choice still open."""

    part: int
    task: str = ""
    options: tuple[str, ...] = ()
    because: Because

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        names = self.options or (self.task,)
        return max(task_named(name).minutes for name in names)


def plan(programme: Programme, number: int, facts: Facts) -> tuple[Planned, ...]:
    """Return what this sitting is for somebody now; parts not needed are left out.

    A part that was begun stays what it was, whatever became known since; only a measure
    with a risk item does not open again while nobody is on duty.
    """
    asked = enumerate(parts_of(programme, number))
    found = [_planned(place, part, facts) for place, part in asked]
    return tuple(one for one in found if one is not None)


def places(
    programme: Programme, number: int, begun: Sequence[tuple[int, str]]
) -> tuple[int | None, ...]:
    """Return where each begun (part, activity) stands in the sitting as it is now.

    The programme may have changed since: whatever was begun keeps its part if that may
    still be it, else has the first other one that may; None where there is none left.
    """
    free = dict(enumerate(parts_of(programme, number)))
    kept = [_take(free, (place,), task) for place, task in begun]
    return tuple(
        _take(free, tuple(free), task) if place is None else place
        for place, (_, task) in zip(kept, begun, strict=True)
    )


def _take(free: dict[int, Part], wanted: Sequence[int], task: str) -> int | None:
    """Take the first of the wanted parts that is free and may be this activity."""
    for place in wanted:
        if place in free and _may_be(free[place], task):
            del free[place]
            return place
    return None


def _may_be(part: Part, task: str) -> bool:
    """Tell whether a part could have come as this activity, for somebody, some day."""
    names = {*part.choose, part.do, part.instead} - {None}
    return task in names | {task_named(name).substitute for name in names if name}


def _planned(place: int, part: Part, facts: Facts) -> Planned | None:
    """Return one part as it stands, or None where it is left out."""
    begun = facts.parts.get(place)
    if begun is None and part.choose:
        return Planned(part=place, options=part.choose, because="choose")
    name, because = (begun, _why_begun(part, begun)) if begun else _due(part, facts)
    safe = facts.on_duty or place in facts.done
    return _allowed(place, name, because, on_duty=safe) if name else None


def _due(part: Part, facts: Facts) -> tuple[str | None, Because]:
    """Return what a part that was not begun is for somebody now, and why."""
    if part.when is None:
        return part.do, "planned"
    if part.when.holds(facts.scores):
        return part.do, "need"
    return part.instead, "no_need"


def _why_begun(part: Part, task: str) -> Because:
    """Return why a part came as this activity when it was begun."""
    if part.choose:
        return "chosen"
    if task not in (part.do, part.instead):
        return "no_duty"
    if part.when is None:
        return "planned"
    return "need" if task == part.do else "no_need"


def _allowed(
    place: int, name: str, because: Because, *, on_duty: bool
) -> Planned | None:
    """Put a substitute in a measure's place while nobody answers for its risk item."""
    task = task_named(name)
    if task.risk is None or on_duty:
        measured = because == "planned" and task.form == "measure"
        reason: Because = "measured" if measured else because
        return Planned(part=place, task=name, because=reason)
    if not task.substitute:
        return None
    return Planned(part=place, task=task.substitute, because="no_duty")


def upcoming(planned: Sequence[Planned], done: frozenset[int]) -> Planned | None:
    """Return the part that comes next; the order is the programme's."""
    return next((one for one in planned if one.part not in done), None)


def sitting_number(programme: Programme, facts: Facts) -> int | None:
    """Return the index of the next sitting; None when the programme is complete."""
    return facts.finished if facts.finished < len(programme.sittings) else None


def about(programme: Programme, number: int) -> str:
    """Return the activity that a sitting is about, where that is certain; else "".

    It is the first that practises or teaches: measures are in every sitting.
    """
    certain = [part.do for part in parts_of(programme, number) if part.when is None]
    forms = ("training", "lesson")
    return next(
        (name for name in certain if name and task_named(name).form in forms), ""
    )


def weeks_to_wait(programme: Programme, number: int, facts: Facts) -> int:
    """Return how many whole weeks the next sitting is away; 0 when it may begin."""
    sitting = programme.sittings[number]
    gap = sitting.after_weeks - facts.weeks_since_last if number else 0
    waits = any(one.waits for one in programme.sittings[: number + 1])
    return max(0, gap, facts.wait_weeks if waits else 0)


def why(because: str, language: Language) -> str:
    """Say in one sentence why a part came, as staff and the person may read it."""
    said = read_raw(REASONS).get(language) or said_in(language, REASONS)
    return str(said[because])
