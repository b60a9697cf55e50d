"""What a pod of an outcomes study lets leave, week by week, through its own gate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from pod.bundle.released import rows_of
from pod.bundle.sheets import Sheet
from pod.bundle.tables import outcome_sheets
from pod.evaluation.synthetic.answering import Doings
from pod.evaluation.synthetic.drawing import Drawn
from pod.evaluation.synthetic.folk import Who, enrolled, reached
from pod.gate.known import Already, AtPoint, Measured, activity_key
from pod.gate.modes import answered_with
from pod.gate.release import Chosen, chosen
from pod.gate.report import REPORT, as_json
from pod.study import StudyPack, allowed_bands


@dataclass(frozen=True)
class Leaving:
    """What one bundle holds: its tables, and what goes with them."""

    sheets: Sequence[Sheet]
    extra: dict[str, bytes]


@dataclass
class Remembered:
    """What a pod remembers of what has left, as its gate is told it."""

    already: Already = field(default_factory=Already)

    def note(self, fresh: Chosen) -> None:
        """Remember what leaves now."""
        told, left = fresh.released, self.already
        self.already = msgspec.structs.replace(
            left,
            people=left.people | {one.study_code for one in told.participants},
            activities=left.activities | {activity_key(one) for one in told.measures},
            groups=(*left.groups, *map(frozenset, fresh.groups)),
            withdrawn=left.withdrawn | {one.study_code for one in told.withdrawals},
        )


def outcomes_by_week(
    drawn: Drawn, people: Sequence[Who], done: Doings, pack: StudyPack
) -> Iterator[Leaving]:
    """Give a bundle for each week in which the gate lets anything leave."""
    policy, memory = pack.policy, Remembered()
    due = sorted(
        ((week, who.at, at) for who in people for week, at in reached(drawn, who)),
        key=lambda one: one[0],
    )
    points, measured = list[AtPoint](), list[Measured]()
    for week in range(drawn.truth.weeks):
        here = [one for one in people if drawn.begins[one.at] <= week]
        while due and due[0][0] <= week:
            _, person, at = due.pop(0)
            points.append(at)
            measured += [one.measured for one in done[person, at.point]]
        known = [enrolled(drawn, one, week, policy.lost_after_weeks) for one in here]
        at_points = answered_with(points, measured)
        fresh = chosen(known, measured, at_points, policy, memory.already)
        if rows_of(fresh.released):
            memory.note(fresh)
            sheets = outcome_sheets(fresh.released, allowed_bands(policy))
            yield Leaving(sheets, {REPORT: as_json(fresh.report)})
