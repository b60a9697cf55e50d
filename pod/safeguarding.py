"""Fixed, published rules: what makes a concern. No inference, no grading of risk."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.task import AnyTask, Scores
from pod.values import Value

Concern: TypeAlias = Literal[
    "machine", "upset", "not_safe", "listener", "mood_drop", "answer"
]
SpeaksOf: TypeAlias = Literal["self_harm", "suicide_plan", "life_not_worth_living"]

VERSION = 1
"""Of these rules as a whole: every concern says by which it was raised."""
MOOD_DROP = 3.0
"""Steps of the five-step mood scale (0-4) between check-in and check-out."""


class Rule(Value, frozen=True, kw_only=True):
    """When the answer to an item must be passed on to staff, and what it speaks of.

    `value` is in points as answered, before any item is turned round. A rule that is
    changed gets a new version.
    """

    kind: SpeaksOf
    op: Literal["at_least"]
    value: int
    version: Annotated[int, Meta(ge=1)]

    def met_by(self, points: int | None) -> bool:
        """Tell whether an answer meets the rule; a skipped item never does."""
        return points is not None and points >= self.value


def raised(task: AnyTask, row: Value) -> Concern | None:
    """Return the concern that a kept row raises, by its activity's fixed rule.

    Every kept row counts: an answer that was changed afterwards was given all the same.
    """
    met = task.risk(row) if task.risk is not None else None
    return None if met is None else "answer"


def mood_drop(before: Scores, after: Scores) -> bool:
    """Tell whether mood fell by `MOOD_DROP` steps or more within one sitting."""
    began, ended = before.get("mood"), after.get("mood")
    if began is None or ended is None or began.value is None or ended.value is None:
        return False
    return began.value - ended.value >= MOOD_DROP
