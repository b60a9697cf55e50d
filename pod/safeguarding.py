"""Fixed, published rules: what makes a concern. No inference, no grading of risk."""

from typing import Literal, TypeAlias

from pod.task import Scores

Concern: TypeAlias = Literal["machine", "upset", "not_safe", "listener", "mood_drop"]

MOOD_DROP = 3.0
"""Steps of the five-step mood scale (0-4) between check-in and check-out."""


def mood_drop(before: Scores, after: Scores) -> bool:
    """Tell whether mood fell by `MOOD_DROP` steps or more within one sitting."""
    began, ended = before.get("mood"), after.get("mood")
    if began is None or ended is None or began.value is None or ended.value is None:
        return False
    return began.value - ended.value >= MOOD_DROP


def urgent(kind: Concern) -> bool:
    """Tell whether staff must be told at once rather than at their next look."""
    return kind == "not_safe"
