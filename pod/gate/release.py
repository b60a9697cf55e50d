"""From what the pod knows to what may leave: consent, company of k, coarseness.

k-anonymity holds for one release only; who compares successive bundles learns by
intersection (Xiao and Tao 2007; Ganta and others 2008). So bands are fixed when
somebody enters and never refined; people enter in groups of at least k, alike in all
that is told of them but their answers; and a later bundle says something new of all of
a group, or of k while k are left.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from pod.bundle.released import Participant, Released, Withdrawal
from pod.gate.cells import Did, cells, companies
from pod.gate.check import check
from pod.gate.entering import entering, may_enter
from pod.gate.going_on import Here, going_on
from pod.gate.group import Group
from pod.gate.known import Already, AtPoint, Enrolled, Measured
from pod.gate.report import Disclosure, Weighed, disclosure
from pod.gate.somebody import POINTS, activity, everybody, has_numbers, name_of
from pod.study import BANDS, Policy


class Chosen(NamedTuple):
    """What leaves now, which codes look alike in it, and what is said of that."""

    released: Released
    groups: tuple[tuple[str, ...], ...]
    report: Disclosure


def chosen(
    enrolled: Iterable[Enrolled],
    measured: Iterable[Measured],
    points: Iterable[AtPoint],
    policy: Policy,
    already: Already,
) -> Chosen:
    """Return what may leave now and has not left before; perhaps nothing.

    Only of people who agree to evaluation and did not withdraw. Private where what came
    out would tell fewer than k people apart: then nothing leaves.
    """
    known, rows, at = list(enrolled), list(measured), list(points)
    people = _agreeing(known, policy, already)
    fresh = everybody(people, rows, at, already)
    told = _withdrawals(known, already)
    gone = already.withdrawn | {one.study_code for one in told}
    silent = {one.study_code: one for one in known if one.study_code in gone}
    withdrew = everybody(silent, rows, at, Already())
    here = Here(policy, fresh, _did(rows), _awaited(known, at), withdrew)
    groups = _groups(here, already, people.keys())
    released = _told(groups, told)
    check(released, already, policy.k, people.keys())
    weighed = Weighed(groups=groups, fresh=fresh, already=already)
    codes = tuple(group.codes for group in groups)
    return Chosen(released, codes, disclosure(released, weighed, policy))


def released(
    enrolled: Iterable[Enrolled],
    measured: Iterable[Measured],
    points: Iterable[AtPoint],
    policy: Policy,
    already: Already,
) -> Released:
    """Return what `chosen` lets leave."""
    return chosen(enrolled, measured, points, policy, already).released


def still_needed(
    enrolled: Iterable[Enrolled],
    measured: Iterable[Measured],
    points: Iterable[AtPoint],
    policy: Policy,
    already: Already,
) -> int:
    """Return how many more people's results are needed at least; 0 if nothing waits.

    Nothing waits for a company that is too small, or of whom nobody is to come: what
    is left of its numbers stays here, whoever else comes.
    """
    known, rows, at = list(enrolled), list(measured), list(points)
    people = _agreeing(known, policy, already)
    fresh, awaited = everybody(people, rows, at, already), _awaited(known, at)
    ready = [
        {code for code in cell.codes if code in fresh}
        for cell in cells(already, people.keys(), _did(rows))
        if len(cell.codes) >= policy.k and awaited.keys() & cell.codes - fresh.keys()
    ]
    new = fresh.keys() - already.people
    if new:
        ready.append({code for code in new if may_enter(fresh[code], policy)})
    waiting = [len(several) for several in ready if several or new]
    return max(1, policy.k - max(waiting)) if waiting else 0


def at_least(people: int) -> str:
    """Say of how many more people results are needed."""
    return f"at least {people} more {'person' if people == 1 else 'people'}"


def has_agreed(person: Enrolled) -> bool:
    """Tell whether results of this person may leave today."""
    return person.consent_evaluation and not person.withdrawn


def seen_bands(person: Participant) -> tuple[str, ...]:
    """Return a participant's bands in the fixed order: the class they belong to."""
    return tuple(getattr(person, band) for band in BANDS)


def _listed(person: Enrolled, policy: Policy) -> Enrolled:
    """Return somebody with no band outside the study's closed lists."""
    bands = {
        band: value
        for band, value in person.bands.items()
        if value in policy.bands.get(band, ())
    }
    return msgspec.structs.replace(person, bands=bands)


def _agreeing(
    known: Iterable[Enrolled], policy: Policy, already: Already
) -> Mapping[str, Enrolled]:
    """Return who agrees and never took that back, by code."""
    return {
        one.study_code: _listed(one, policy)
        for one in known
        if has_agreed(one) and one.study_code not in already.withdrawn
    }


def _groups(
    here: Here, already: Already, agreeing: AbstractSet[str]
) -> Sequence[Group]:
    """Return who enters, and whoever goes on, in company."""
    standing = cells(already, agreeing & already.people, here.did)
    more = [group for cell in standing for group in going_on(cell, here)]
    return [*_entering(here, already, agreeing), *more]


def _entering(
    here: Here, already: Already, agreeing: Collection[str]
) -> Sequence[Group]:
    """Return who enters; whoever left for an earlier study, in the company of then.

    Whoever holds the bundles of both knows them by their codes. So at least k of such a
    company enter together, and nobody or at least k of it are left behind.
    """
    waiting, more = defaultdict(list), bool(here.awaited)
    known = companies(already)
    for code, one in here.fresh.items():
        if code not in already.people and may_enter(one, here.policy):
            waiting[known.get(code, ())].append(one)
    found: list[Group] = []
    for company, people in sorted(waiting.items()):
        groups = entering(people, here.policy, more_may_come=more)
        alike = {one for one in agreeing if known.get(one, ()) == company}
        found += _whole(groups, alike, here.policy.k) if company else groups
    return found


def _whole(groups: Sequence[Group], alike: Collection[str], k: int) -> Sequence[Group]:
    """Return groups of one company, so many that not too few of it are left over."""
    kept = sorted(groups, key=lambda group: len(group.codes))
    left = len(alike) - sum(len(group.codes) for group in kept)
    return kept[1:] if 0 < left < k else kept


def _did(rows: Iterable[Measured]) -> Mapping[str, Did]:
    """Return what everybody did, who agrees and who does not."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in filter(has_numbers, rows):
        found[row.study_code].add(name_of(activity(row)))
    return {code: frozenset(done) for code, done in found.items()}


def _awaited(known: Iterable[Enrolled], points: Iterable[AtPoint]) -> Mapping[str, int]:
    """Return who is expected to come again, and how far they have come."""
    found = {one.study_code: -1 for one in known if not one.ended}
    for one in points:
        if one.study_code in found:
            at = POINTS.index(one.point)
            found[one.study_code] = max(at, found[one.study_code])
    return found


def _withdrawals(known: Iterable[Enrolled], already: Already) -> tuple[Withdrawal, ...]:
    """Tell of everybody who took back what has left, once."""
    gone = {one.study_code for one in known if one.withdrawn}
    told = (gone & already.people) - already.withdrawn
    return tuple(Withdrawal(study_code=code) for code in sorted(told))


def _told(groups: Sequence[Group], withdrawals: tuple[Withdrawal, ...]) -> Released:
    """Write the groups down as tables, by study code: that tells of no group."""
    entering = [row for group in groups for row in group.participants()]
    reached = [row for group in groups for row in group.reached()]
    measures = [row for group in groups for row in group.measures()]
    return Released(
        participants=tuple(sorted(entering, key=lambda row: row.study_code)),
        points=tuple(
            sorted(reached, key=lambda row: (row.study_code, POINTS.index(row.point)))
        ),
        measures=tuple(sorted(measures, key=lambda row: row.study_code)),
        withdrawals=withdrawals,
    )
