"""Which figures a block has, and which n it is about."""

from collections.abc import Sequence
from random import Random
from typing import get_args

from pod.modules.nback.declared import Kind, Params, Role, Row
from pod.values import Value

KINDS: tuple[Kind, ...] = get_args(Kind)
FIRST: tuple[Role, ...] = ("first",)


class Dealt(Value, frozen=True):
    """What one trial will be."""

    trial: int
    shown: Kind
    role: Role


def deal(trials: int, back: int, params: Params, rng: Random) -> list[Dealt]:
    """Deal n first figures, then an exact share of targets and of lures.

    Shuffled anew until each lure can be one. No other figure is a target by accident.
    """
    targets = round(trials * params.target_share)
    lures = round(trials * params.lure_share)
    roles: list[Role] = ["target"] * targets
    roles += ["lure"] * lures
    roles += ["other"] * (trials - len(roles))
    rng.shuffle(roles)
    while (shown := figures(roles, back, rng)) is None:
        rng.shuffle(roles)
    both = zip(shown, [*back * FIRST, *roles], strict=True)
    return [Dealt(trial, kind, role) for trial, (kind, role) in enumerate(both, 1)]


def figures(roles: Sequence[Role], back: int, rng: Random) -> list[Kind] | None:
    """Return n first figures and one for each role; None if a lure cannot be one."""
    shown: list[Kind] = rng.sample(KINDS, back)
    for role in roles:
        choices = fitting(role, back, shown)
        if not choices:
            return None
        shown.append(rng.choice(choices))
    return shown


def fitting(role: Role, back: int, shown: Sequence[Kind]) -> Sequence[Kind]:
    """Return the figures that would play this role after those shown."""
    due = shown[-back]
    beside = [shown[-n] for n in (back - 1, back + 1) if 0 < n <= len(shown)]
    tempting = [kind for kind in beside if kind != due]
    if role == "target":
        return [due]
    if role == "lure":
        return tempting
    return [kind for kind in KINDS if kind != due and kind not in tempting]


def counted(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of figures that had something to be compared with."""
    return [row for row in rows if row.role != "first"]


class Load:
    """The n of each block: in a fixed order, or following the person."""

    def __init__(self, params: Params) -> None:
        self._follow, self._order = params.follow, params.order
        self._now = params.follow.first if params.follow else 0

    def of(self, number: int) -> int:
        """Return the n of the block of this number, from 1."""
        return self._now if self._follow else self._order[number - 1]

    def practised(self) -> Sequence[int]:
        """Return the n of a try at practice: all of a fixed order, or the one due."""
        return [self._now] if self._follow else sorted(set(self._order))

    def ease(self) -> None:
        """Go one down after a try at practice that was too hard; an order stays."""
        if self._follow:
            self._now = max(self._now - 1, self._follow.fewest)

    def after(self, rows: Sequence[Row]) -> None:
        """Move with the errors of the block just played."""
        if self._follow:
            errors = sum(not row.correct for row in counted(rows))
            self._now = self._follow.after(self._now, errors)
