"""Reliable change in a group, by every published rule that its score carries."""

from collections.abc import Mapping, Sequence

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
WITHOUT_CUT = {"recovered": "improved", "harmed": "deteriorated"}


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
    key: Key, better: Better, pairs: tuple[Floats, Floats], policy: Policy
) -> tuple[Classified, ...]:
    """Return how many changed reliably, by each method that it has a rule for."""
    rule, said = rule_for(key, better)
    if rule is None:
        return ()
    counted = [classify(*pairs, rule, method) for method in TRIED]
    return tuple(_told(one, said, rule, policy) for one in counted if one)


def _told(counts: Counts, said: str, rule: Rule, policy: Policy) -> Classified:
    """Tell five classes where none is small, else three, the small ones withheld."""
    five: dict[str, int] = {kind: int(getattr(counts, kind)) for kind in KINDS}
    if rule.cutoff is None:
        five = {kind: n for kind, n in five.items() if kind not in WITHOUT_CUT}
    three = {name: sum(five.get(kind, 0) for kind in of) for name, of in THREE.items()}
    parts = five if min(five.values()) >= policy.suppress_below else three
    shown = beside(parts, policy)
    rates = {name: percent(n, counts.n) for name, n in parts.items()}
    return Classified(
        method=counts.method,
        rule=said,
        source=rule.source,
        n=rounded(counts.n, policy.round_to),
        classes=tuple(
            Count(name, rounded(n, policy.round_to) if name in shown else None)
            for name, n in parts.items()
        ),
        rates=tuple(
            told(rates[name], policy) if name in shown else None for name in parts
        ),
    )
