"""Chooses what leaves as research rows: all of everybody who agrees, once."""

from collections.abc import Generator, Sequence
from typing import Protocol

import msgspec

from pod.bundle.released import Withdrawal
from pod.bundle.research import PARAMS
from pod.export.gathered import gathering
from pod.export.holding import Holding
from pod.export.research import Research, entering
from pod.export.research_store import StoredRows
from pod.gate.known import Already, AtPoint, Enrolled, person_of
from pod.gate.release import has_agreed
from pod.gate.report import REPORT, Disclosure, as_json, disclosure_of_rows
from pod.study import StudyPack


class RowsStore(Protocol):
    """What research rows need of the pod's memory."""

    def study(self) -> StudyPack:
        """Return the accepted study pack."""

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""

    def points(self) -> Sequence[AtPoint]:
        """Return every measure point that somebody reached."""

    def already_released(self) -> Already:
        """Return who and what has left."""

    def research(self) -> StoredRows:
        """Return everything that was done, to be read in steps."""


def holding_rows(store: RowsStore) -> Generator[None, None, Holding | None]:
    """Return what has not left of everybody who agrees, in short steps; or None."""
    pack, left, everybody = store.study(), store.already_released(), store.enrolled()
    agreed = {one.study_code: one for one in everybody if has_agreed(one)}
    for code in left.withdrawn:
        agreed.pop(code, None)
    yield
    rows = store.research()
    codes = {ref: code for ref, code in rows.codes.items() if code in agreed}
    found = yield from gathering(rows, codes, left)
    yield
    gone = _withdrawn(everybody, left)
    fresh = {(one.study_code, one.point) for one in found.counted.values()}
    fresh -= {(person_of(key), key.split("/")[1]) for key in left.activities}
    points = [one for one in store.points() if (one.study_code, one.point) in fresh]
    chosen = Research(
        rows=rows,
        found=found,
        participants=entering([*agreed.values()], pack.policy, left),
        points=points,
        withdrawals=tuple(Withdrawal(study_code=code) for code in gone),
    )
    if chosen.nothing:
        return None
    everybody_now = entering([*agreed.values()], pack.policy, Already())
    entered = len(chosen.participants)
    report = disclosure_of_rows(everybody_now, entered, pack.agreement, pack.policy.k)
    return _holding(chosen, report)


def _withdrawn(everybody: Sequence[Enrolled], left: Already) -> list[str]:
    """Return who left with an earlier bundle, agrees no more, and was not said to."""
    gone = {one.study_code for one in everybody if one.withdrawn}
    return sorted((gone & left.people) - left.withdrawn)


def _holding(chosen: Research, report: Disclosure) -> Holding:
    found = chosen.found
    told = (found.sittings, found.attendance, found.counted.values())
    about = {row[0] for several in told for row in several}
    people = tuple(one.study_code for one in chosen.participants)
    params = {key: msgspec.Raw(raw) for key, raw in sorted(found.params.items())}
    return Holding(
        sheets=chosen.sheets(),
        people=people,
        activities=tuple(sorted(found.counted)),
        sittings=tuple(row[1] for row in found.sittings),
        bookings=tuple(row[1] for row in found.attendance),
        withdrawn=tuple(one.study_code for one in chosen.withdrawals),
        about=tuple(sorted(about.union(people))),
        extra={PARAMS: msgspec.json.encode(params), REPORT: as_json(report)},
    )
