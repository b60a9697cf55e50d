"""Who enters now, in which company: never fewer than k, alike in all that is told.

Who goes with whom follows from what others may know of them (bands, arm, what they
did) and never from a study code or an answer; people who differ in nothing that is
known stay together. So whoever knows this code, and everybody, gets the same groups
whichever code of a group is whose (Wong and others 2007: what the way of choosing
gives away to whoever knows it).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pod.gate.group import Group, Rung
from pod.gate.somebody import (
    POINTS,
    Activity,
    Somebody,
    as_known,
    common_to,
    in_order,
    largest_first,
    sorted_by,
)
from pod.study import Policy

Together: TypeAlias = tuple[list[Somebody], frozenset[Activity]]
"""People, and the activities that leave of each of them."""

KEPT = 0.75
"""Of their numbers everybody keeps at least this share, while others may yet come."""

MANY = 24


def entering(
    waiting: Sequence[Somebody], policy: Policy, *, more_may_come: bool
) -> list[Group]:
    """Return who enters, on the highest rung where at least k are alike.

    While others may yet come, a policy may have patience: a rung that tells less is for
    when many wait. Once nobody comes any more, company is worth more than
    numbers: who is left over enters on the last rung with what they share with others.
    """
    groups: list[Group] = []
    left = list(waiting)
    for height, rung in enumerate(rungs(policy)):
        if not more_may_come or len(left) > policy.patience * height * policy.k:
            left = _on_rung(groups, left, (rung, KEPT), policy)
    for rung in () if more_may_come else rungs(policy)[-1:]:
        _on_rung(groups, left, (rung, 0.0), policy)
    return groups


def rungs(policy: Policy) -> list[Rung]:
    """Return the policy's ladder, with the arm on each rung, and at last without it."""
    told = [Rung(bands, arm=True) for bands in policy.ladder]
    return [*told, Rung(policy.ladder[-1], arm=False)] if policy.ladder else []


def may_enter(one: Somebody, policy: Policy) -> bool:
    """Tell whether somebody is far enough, or not expected to come any further."""
    enough = POINTS.index(policy.enter_after)
    reached = max(POINTS.index(activity[0]) for activity in one.profile)
    return one.person.ended or reached >= enough


def _on_rung(
    groups: list[Group],
    waiting: Iterable[Somebody],
    how: tuple[Rung, float],
    policy: Policy,
) -> list[Somebody]:
    """Add the groups that enter on this rung; return who is left over."""
    (rung, kept), left = how, list[Somebody]()
    for _, alike in sorted_by(waiting, lambda one: _seen(one, rung)):
        found, over = together(alike, policy.k, kept)
        groups += [
            Group(as_known(people), done, policy.weeks, rung) for people, done in found
        ]
        left += over
    return left


def _seen(one: Somebody, rung: Rung) -> tuple[str, ...]:
    told = tuple(one.person.bands.get(band, "") for band in rung.bands)
    return (*told, one.person.arm) if rung.arm else told


def together(
    alike: Sequence[Somebody], k: int, kept: float
) -> tuple[list[Together], list[Somebody]]:
    """Put people into groups of at least k by what they did; and who is left over.

    Groups with more activities come first; then whoever is left joins the group where
    they and its members together keep the most.
    """
    found: list[Together] = []
    left = list(alike)
    while best := _best(left, k, kept):
        found.append(best)
        gone = {one.code for one in best[0]}
        left = [one for one in left if one.code not in gone]
    over: list[Somebody] = []
    for _, same in sorted_by(left, lambda one: in_order(one.profile)):
        if not _joined(same, found, kept):
            over += same
    return found, over


def _best(left: Sequence[Somebody], k: int, kept: float) -> Together | None:
    """Return the group that keeps most activities, and its people, if there is one."""
    sizes = Counter(one.profile for one in left)
    for done in _shares(sizes):
        fit = {mine for mine in sizes if fits(mine, done, kept)}
        if sum(sizes[mine] for mine in fit) >= k:
            return [one for one in left if one.profile in fit], done
    return None


def _shares(profiles: Iterable[frozenset[Activity]]) -> Sequence[frozenset[Activity]]:
    """Return what groups may have done, most first: profiles, and what some share.

    What two share is looked at, then three, and so on, as long as that is not too much:
    of very many different profiles only what all share. There are people enough then.
    """
    mine = set(profiles)
    if not mine:
        return ()
    found, newest = {*mine, frozenset.intersection(*mine)}, mine
    while newest and len(newest) * len(mine) <= MANY * MANY:
        newest = {a & b for a in newest for b in mine} - found
        found |= newest
    return largest_first({*filter(None, found)})


def fits(profile: frozenset[Activity], done: frozenset[Activity], kept: float) -> bool:
    """Tell whether somebody of this profile did all of this, and little else."""
    return done <= profile and len(done) >= kept * len(profile)


def _joined(same: Sequence[Somebody], found: list[Together], kept: float) -> bool:
    """Let people who did the same join the group where most is kept, if any is."""
    best, where = 0, -1
    for at, (people, done) in enumerate(found):
        both = done & same[0].profile
        gain = len(same) * len(both) - len(people) * (len(done) - len(both))
        fine = all(fits(one.profile, both, kept) for one in (*people, *same))
        if both and fine and gain > best:
            best, where = gain, at
    if where >= 0:
        people = [*found[where][0], *same]
        found[where] = (people, common_to(people))
    return where >= 0
