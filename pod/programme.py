"""A programme as data: its sittings, their parts, its packs of measures (pure).

A part is an activity, a pack of measures, a choice that is the person's, or an activity
that depends on an earlier result. Everything a file names is looked up when it is read,
before anybody sits down.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Usage
from pod.settings import RESOURCES, Id, read_toml
from pod.task import AnyTask, tasks
from pod.values import Value

SHIPPED = RESOURCES / "programmes"
Point: TypeAlias = Literal["first", "middle", "last", "followup"]
Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{2,32}$")]


class Rule(Value, frozen=True, kw_only=True):
    """What a part asks of the newest result of an activity; bounds are included."""

    task: Name
    score: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, scores: Mapping[str, Mapping[str, float]]) -> bool:
        """Tell whether the result is within the bounds; a missing one never is."""
        value = scores.get(self.task, {}).get(self.score)
        if value is None:
            return False
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)


class Part(Value, frozen=True, kw_only=True):
    """One part of a sitting: exactly one of `do`, `choose` and `pack`.

    With `when`, `do` comes only if the rule holds, else `instead`, or nothing.
    """

    do: Name | None = None
    choose: Annotated[tuple[Name, ...], Meta(max_length=3)] = ()
    pack: Name | None = None
    when: Rule | None = None
    instead: Name | None = None


class Sitting(Value, frozen=True, kw_only=True):
    """One sitting: its parts in order, and which measure point it is, if any.

    It comes `after_weeks` whole weeks after the one before, at the earliest. With
    `waits`, a person whose arm waits comes to it only when the wait is over.
    """

    parts: Annotated[tuple[Name | Part, ...], Meta(min_length=1, max_length=16)]
    point: Point | None = None
    after_weeks: Annotated[int, Meta(ge=0, le=104)] = 0
    waits: bool = False


class Programme(Value, frozen=True, kw_only=True):
    """Which activity in which sitting; `numbers` overrides an activity's parameters.

    `packs` name groups of measures. `about` says what the course is and is not.
    """

    name: Id
    version: int
    consent: int
    about: str
    weeks: Annotated[int, Meta(ge=1, le=104)]
    packs: Mapping[Name, Annotated[tuple[Name, ...], Meta(min_length=1)]] = {}
    sittings: Annotated[tuple[Sitting, ...], Meta(min_length=1)]
    numbers: Mapping[str, Mapping[str, int | float | bool]] = {}


_ADDED: dict[str, Programme] = {}


def read_programme(name: str) -> Programme:
    """Read a programme that ships with the pod, or that a site was given, once."""
    return _ADDED[name] if name in _ADDED else _shipped(name)


@cache
def _shipped(name: str) -> Programme:
    known = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    if name not in known:
        every = ", ".join(sorted({*known, *_ADDED}))
        raise Usage(f"There is no programme {name}. There are: {every}.")
    return read_file(SHIPPED / f"{name}.toml")


def take_on_programmes(folder: Path) -> tuple[str, ...]:
    """Let every programme in a site's folder be served; return why any of them is not.

    Each has a folder of its own, `NAME/NAME.toml`. None takes the place of ours.
    """
    found, refused = {}, []
    for path in sorted(folder.glob("[!.]*/*.toml")):
        try:
            found[path.stem] = _own(path)
        except Malformed as fault:
            refused.append(f"A programme is not used: {fault.say}.")
    _ADDED.clear()
    _ADDED.update(found)
    return tuple(refused)


def _own(path: Path) -> Programme:
    if (SHIPPED / path.name).exists() or path.parent.name != path.stem:
        raise Malformed(f"{path.name} has the name of another")
    return read_file(path)


def read_file(path: Path) -> Programme:
    """Read a programme; Malformed names the file, the key and what was expected."""
    programme = read_toml(path, Programme)
    for fault in faults(programme):
        raise Malformed(f"{path.name}: {fault}")
    if programme.name != path.stem:
        raise Malformed(f"{path.name}, name: expected {path.stem}")
    return programme


def every_programme() -> Iterator[Programme]:
    """Read every programme that ships with the pod, then those of its site."""
    for path in sorted(SHIPPED.glob("*.toml")):
        yield read_file(path)
    yield from _ADDED.values()


def faults(programme: Programme) -> Iterator[str]:
    """Give what a programme names that is not there, each with its place."""
    for name, pack in programme.packs.items():
        yield from _unknown(f"packs.{name}", pack)
    for name, changed in programme.numbers.items():
        yield from _unknown("numbers", (name,)) or _refused(name, changed)
    for number, sitting in enumerate(programme.sittings):
        for place, part in enumerate(sitting.parts):
            where = f"sittings[{number}].parts[{place}]"
            one = Part(do=part) if isinstance(part, str) else part
            yield from _part_faults(where, one, programme)


def _part_faults(where: str, part: Part, programme: Programme) -> Iterator[str]:
    if sum((part.do is not None, bool(part.choose), part.pack is not None)) != 1:
        yield f"{where}: expected exactly one of do, choose, pack"
    if len(part.choose) == 1:
        yield f"{where}.choose: expected two or three activities"
    if part.pack is not None and part.pack not in programme.packs:
        yield f"{where}.pack: expected one of {', '.join(programme.packs)}"
    if part.instead is not None and part.when is None:
        yield f"{where}.instead: expected a rule in when"
    named = [name for name in (part.do, part.instead) if name is not None]
    yield from _unknown(where, (*named, *part.choose))
    if part.when is not None:
        yield from _rule_faults(f"{where}.when", part.when)


def _rule_faults(where: str, rule: Rule) -> Iterator[str]:
    yield from _unknown(where, (rule.task,))
    if rule.task in tasks() and rule.score not in tasks()[rule.task].score([]):
        known = ", ".join(tasks()[rule.task].score([]))
        yield f"{where}.score: {rule.task} has no {rule.score}, only {known}"
    if rule.at_least is None and rule.at_most is None:
        yield f"{where}: expected at_least or at_most"


def _unknown(where: str, names: tuple[str, ...]) -> list[str]:
    return [
        f"{where}: there is no activity called {name}"
        for name in names
        if name not in tasks()
    ]


def _refused(name: str, changed: Mapping[str, object]) -> list[str]:
    """Say which of an activity's overridden numbers it does not take."""
    try:
        numbers_for(tasks()[name], changed)
    except msgspec.ValidationError as error:
        return [f"numbers.{name}: {error}"]
    return []


def asked_about(programme: Programme, number: int) -> frozenset[str]:
    """Return the activities whose results a sitting's parts depend on."""
    parts = parts_of(programme, number)
    return frozenset(part.when.task for part in parts if part.when is not None)


def numbers_for(task: AnyTask, changed: Mapping[str, object]) -> Value:
    """Return an activity's numbers with a programme's own on top."""
    params: Value = task.read_params()
    if not changed:
        return params
    raw = {**msgspec.to_builtins(params), **changed}
    numbers: Value = msgspec.convert(raw, task.params)
    return numbers


def parts_of(programme: Programme, number: int) -> tuple[Part, ...]:
    """Return a sitting's parts one by one, its packs opened.

    There are none of a sitting that an older version of the programme had.
    """
    parts: list[Part] = []
    found = programme.sittings[number : number + 1]
    for part in (part for sitting in found for part in sitting.parts):
        one = Part(do=part) if isinstance(part, str) else part
        names = programme.packs[one.pack] if one.pack else ()
        parts += [Part(do=name) for name in names] or [one]
    return tuple(parts)
