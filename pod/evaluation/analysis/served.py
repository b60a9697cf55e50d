"""The outcome set of NHS Talking Therapies, where both of its scores came."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pod.evaluation.analysis.chosen import title_of
from pod.evaluation.analysis.findings import Part, Served
from pod.evaluation.analysis.frame import Floats, Frame, Key, Scored, scored
from pod.evaluation.analysis.honesty import SERVED
from pod.evaluation.analysis.small import beside, told
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.statistics.services import (
    Outcomes,
    Service,
    service,
    service_outcomes,
)
from pod.study import Policy
from pod.withhold import rounded

LOW: Sequence[Key] = (("phq9", "total"), ("phq8", "total"))
"""Scores of depression, of which the one that more people have is taken."""
WORRIED: Key = ("gad7", "total")
SOURCE = "{title}: a case from {case:g}, reliable from {least:g} points ({source})"


def served_of(catalogue: Catalogue, frame: Frame, policy: Policy) -> Served | None:
    """Return the outcome set of people with both scores at both ends.

    None where they are fewer than the threshold. A count is withheld that is small, or
    that would tell a small one by subtraction from another.
    """
    anxiety = scored(catalogue, frame, WORRIED)
    each = {key: scored(catalogue, frame, key) for key in LOW}
    key = max(LOW, key=lambda one: int((each[one].both() & anxiety.both()).sum()))
    of = (service(key[0], key[1]), service(*WORRIED))
    if of[0] is None or of[1] is None:
        return None
    found = service_outcomes(_ends(each[key]), _ends(anxiety), (of[0], of[1]))
    if found is None or found.n < policy.suppress_below:
        return None
    return Served(
        depression=title_of(key),
        anxiety=title_of(WORRIED),
        n=rounded(found.n, policy.round_to),
        parts=tuple(_parts(found, policy)),
        source="; ".join((_said(key, of[0]), _said(WORRIED, of[1]))),
        honest=SERVED,
    )


def _ends(score: Scored) -> tuple[Floats, Floats]:
    return score.at("first"), score.at("last")


def _said(key: Key, of: Service) -> str:
    """Say by which thresholds a score is judged, and how sure their source is."""
    source = of.source if of.confirmed else f"{of.source}; unconfirmed"
    words = {"case": of.caseness, "least": of.reliable, "source": source}
    return SOURCE.format(title=title_of(key), **words)


def _parts(found: Outcomes, policy: Policy) -> Iterator[Part]:
    """Give each count with its share, or withheld."""
    shown = _shown(found, policy)
    out_of = {"cases": "everybody", "improved": "everybody", "worse": "everybody"}
    several = {
        "cases": (found.cases, found.caseness),
        "recovered": (found.recovered, found.recovery),
        "improved": (found.reliably_improved, found.reliable_improvement),
        "improved and recovered": (found.reliably_recovered, found.reliable_recovery),
        "worse": (found.reliably_deteriorated, found.reliable_deterioration),
    }
    for name, (n, rate) in several.items():
        yield Part(
            name=name,
            of=out_of.get(name, "cases"),
            n=rounded(n, policy.round_to) if name in shown else None,
            rate=told(rate, policy) if name in shown else None,
        )


def _shown(found: Outcomes, policy: Policy) -> frozenset[str]:
    """Return which counts may stand beside one another."""
    changed = {
        "improved": found.reliably_improved,
        "worse": found.reliably_deteriorated,
    }
    changed |= {"neither": found.n - sum(changed.values())}
    shown = {*beside(changed, policy)}
    if _apart({"cases": found.cases, "others": found.n - found.cases}, policy):
        shown.add("cases")
        left = found.cases - found.recovered
        if _apart({"recovered": found.recovered, "not": left}, policy):
            shown.add("recovered")
    both = found.reliably_recovered
    rests = {
        "both": both,
        "of cases": found.cases - both,
        "of recovered": found.recovered - both,
        "of improved": found.reliably_improved - both,
    }
    few = np.array([*rests.values()])
    if "cases" in shown and not ((few > 0) & (few < policy.suppress_below)).any():
        shown.add("improved and recovered")
    return frozenset(shown)


def _apart(sizes: Mapping[str, int], policy: Policy) -> bool:
    """Tell whether every part may be told."""
    return beside(sizes, policy) == sizes.keys()
