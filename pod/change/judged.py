"""Whether one score of one person changed by more than chance would make it."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pod.change.figures import Better, Instrument
from pod.change.rules import (
    METHODS,
    JacobsonTruax,
    Method,
    NoRule,
    Rule,
    Threshold,
    cut_off_of,
    rule_of,
)
from pod.task import AnyTask, Score
from pod.values import Value

Kind: TypeAlias = Literal[
    "recovered", "improved", "unchanged", "deteriorated", "harmed"
]

CHANCE = 1.96
"""|RC| beyond which chance alone is unlikely: 95 %, two-sided."""
ROUNDING = 1e-9
"""How far a sum of decimals may miss a threshold that it reaches on paper."""
NONE_PUBLISHED = "None for one person: no published figure of this score carries it."


class Judged(Value, frozen=True, kw_only=True):
    """How change in one score is judged; `cut_off` begins the clinical range."""

    rule: Rule
    higher_is: Better = "worse"
    cut_off: float | None = None


class Change(Value, frozen=True, kw_only=True):
    """What became of one score of one person; `why` says what could not be told."""

    before: float | None
    now: float | None
    change: float | None = None
    rc: float | None = None
    kind: Kind | None = None
    why: str = ""


def judgements(task: AnyTask, method: Method | None = None) -> Mapping[str, Judged]:
    """Return how change in each score of an activity is judged.

    With `method`, by that one only. An activity that is no instrument has no rule: its
    file says why.
    """
    said, params = task.read_about().change, task.read_params()
    if not isinstance(params, Instrument):
        return {name: Judged(rule=NoRule(said)) for name in task.score([])}
    of = {
        scale.name: [one for one in params.published if one.scale == scale.name]
        for scale in params.scales
    }
    carried = any(rule_of(figures, METHODS) for figures in of.values())
    otherwise = NoRule(NONE_PUBLISHED if carried else said)
    tried = METHODS if method is None else (method,)
    return {
        scale.name: Judged(
            rule=rule_of(of[scale.name], tried) or otherwise,
            higher_is=scale.higher_is,
            cut_off=cut_off_of(of[scale.name]),
        )
        for scale in params.scales
    }


def compare(judged: Judged, before: Score, now: Score) -> Change:
    """Return what became of a score, in its unit; RC only where SD and r are known."""
    if before.value is None or now.value is None:
        missing = f"before_{before.why}" if before.value is None else f"now_{now.why}"
        return Change(before=before.value, now=now.value, why=missing)
    rule, change = judged.rule, now.value - before.value
    return Change(
        before=before.value,
        now=now.value,
        change=change,
        rc=change / rule.s_diff if isinstance(rule, JacobsonTruax) else None,
        kind=_kind(judged, before.value, now.value),
        why=rule.why if isinstance(rule, NoRule) else "",
    )


def _kind(judged: Judged, before: float, now: float) -> Kind | None:
    """Return the class of a change; None where no rule carries one."""
    if isinstance(judged.rule, NoRule):
        return None
    if not _reliable(judged.rule, now - before):
        return "unchanged"
    was, became = (_clinical(judged, value) for value in (before, now))
    if (now > before) == (judged.higher_is == "better"):
        return "recovered" if was and not became else "improved"
    return "harmed" if became and not was else "deteriorated"


def _reliable(rule: Threshold | JacobsonTruax, change: float) -> bool:
    if isinstance(rule, Threshold):
        return abs(change) >= rule.least - ROUNDING
    return abs(change / rule.s_diff) > CHANCE


def _clinical(judged: Judged, value: float) -> bool:
    """Tell whether a score lies in the clinical range, as far as that is known."""
    if judged.cut_off is None:
        return False
    if judged.higher_is == "worse":
        return value >= judged.cut_off
    return value < judged.cut_off
