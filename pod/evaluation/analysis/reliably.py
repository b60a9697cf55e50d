"""Reliable change in a group, by every published rule that its score carries."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from pod.change.judged import judgements
from pod.change.rules import METHODS, in_words
from pod.evaluation.analysis.findings import Better, Classified, Count
from pod.evaluation.analysis.frame import Floats, Key
from pod.evaluation.analysis.small import beside, told
from pod.evaluation.statistics.reliable import (
    KINDS,
    ChangeMethod,
    Counts,
    Rule,
    classify,
    rule_from,
)
from pod.evaluation.statistics.share import percent
from pod.study import Policy
from pod.task import AnyTask, tasks
from pod.withhold import rounded

TRIED: tuple[ChangeMethod, ...] = ("published", "JT", "EN", "GLN")
THREE: Mapping[str, Sequence[str]] = {
    "better": ("recovered", "improved"),
    "no reliable change": ("unchanged",),
    "worse": ("deteriorated", "harmed"),
}
WITHOUT_CUT = {"recovered", "harmed"}

Pairs: TypeAlias = tuple[Floats, Floats]
"""First and last numbers of the same people."""


def rule_for(key: Key, better: Better) -> tuple[Rule | None, str]:
    """Return all that is published of a score as one rule, and in words; else None."""
    task: AnyTask | None = tasks().get(key[0])
    if task is None:
        return None, ""
    rule, said = None, []
    for method in METHODS:
        judged = judgements(task, method).get(key[1])
        found = rule_from(judged) if judged else None
        if judged is None or found is None:
            continue
        said.append(in_words(judged.rule))
        rule = _joined(rule, found) if rule else replace(found, better=better)
    return rule, "; ".join(said)


def _joined(rule: Rule, more: Rule) -> Rule:
    """Return a rule with the figures that the first one did not have."""
    return replace(
        rule,
        sd_first=rule.sd_first or more.sd_first,
        reliability=rule.reliability or more.reliability,
        source="; ".join(dict.fromkeys((rule.source, more.source))),
    )


def classified(
    key: Key, better: Better, pairs: Pairs, policy: Policy
) -> tuple[Classified, ...]:
    """Return how many changed reliably, by each method that it has a rule for.

    Five classes are told where none is small, else three, the small ones withheld.
    """
    rule, said = rule_for(key, better)
    if rule is None:
        return ()
    counted = [classify(*pairs, rule, method) for method in TRIED]
    return tuple(
        _written(one, (said, rule), _parts(_five(one, rule), policy), policy)
        for one in counted
        if one
    )


def classified_alike(
    key: Key, better: Better, several: Sequence[Pairs], policy: Policy
) -> Sequence[tuple[Classified, ...]]:
    """Return the same of groups beside one another; `several` begins with everybody.

    A method's classes are told of all groups or of none: where they are told of
    everybody too, and are no small number in any group, nor in what the groups leave.
    """
    rule, said = rule_for(key, better)
    found: list[tuple[Classified, ...]] = [() for _ in several[1:]]
    if rule is None:
        return found
    for method in TRIED:
        counts = [one for pair in several if (one := classify(*pair, rule, method))]
        if len(counts) < len(several):
            continue
        told = _safe([_five(one, rule) for one in counts], policy)
        for place, parts in enumerate(told):
            group = _written(counts[place + 1], (said, rule), parts, policy)
            found[place] = (*found[place], group)
    return found


def _safe(
    fives: Sequence[Mapping[str, int]], policy: Policy
) -> Sequence[Mapping[str, int]]:
    """Return the classes of each group as they may be told; nothing where none may."""
    whole, *groups = fives
    parts, few = _parts(whole, policy), max(policy.suppress_below, 1)
    told = beside(parts, policy)
    rest = {kind: n - sum(one[kind] for one in groups) for kind, n in whole.items()}
    for join in (_three, _two):
        if told != parts.keys() and not (join is _two and "better" in told):
            continue
        tables, left = [join(one) for one in groups], join(rest).values()
        least = min((n for one in tables for n in one.values()), default=0)
        if least >= few and (not any(left) or min(left) >= few):
            return tables
    return []


def _five(counts: Counts, rule: Rule) -> Mapping[str, int]:
    """Return the classes that a rule can tell apart."""
    five: dict[str, int] = {kind: int(getattr(counts, kind)) for kind in KINDS}
    if rule.cutoff is None:
        five = {kind: n for kind, n in five.items() if kind not in WITHOUT_CUT}
    return five


def _parts(five: Mapping[str, int], policy: Policy) -> Mapping[str, int]:
    """Return five classes where none is small, else three."""
    return five if min(five.values()) >= policy.suppress_below else _three(five)


def _three(five: Mapping[str, int]) -> Mapping[str, int]:
    return {name: sum(five.get(kind, 0) for kind in of) for name, of in THREE.items()}


def _two(five: Mapping[str, int]) -> Mapping[str, int]:
    better = _three(five)["better"]
    return {"better": better, "not reliably better": sum(five.values()) - better}


def _written(
    counts: Counts, by: tuple[str, Rule], parts: Mapping[str, int], policy: Policy
) -> Classified:
    """Write classes down with their rates, both of the numbers that are told."""
    shown = beside(parts, policy)
    whole = rounded(counts.n, policy.round_to)
    many = {name: rounded(n, policy.round_to) for name, n in parts.items()}
    return Classified(
        method=counts.method,
        rule=by[0],
        source=by[1].source,
        n=whole,
        classes=tuple(Count(one, many[one] if one in shown else None) for one in parts),
        rates=tuple(
            told(percent(many[one], whole), policy) if one in shown else None
            for one in parts
        ),
    )
