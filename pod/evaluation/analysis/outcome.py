"""Everything that is asked of one score."""

import numpy as np
from msgspec.structs import replace

from pod.evaluation.analysis.armed import compared
from pod.evaluation.analysis.bars import bars_of
from pod.evaluation.analysis.chosen import title_of
from pod.evaluation.analysis.dosed import dose_of, doses_of
from pod.evaluation.analysis.filled import imputed_of
from pod.evaluation.analysis.findings import (
    ByBand,
    OutcomeFindings,
    Regression,
    Stayed,
)
from pod.evaluation.analysis.frame import NO_ARM, Frame
from pod.evaluation.analysis.groups import Asked, everyone, further, groups
from pod.evaluation.analysis.honesty import CHANGE
from pod.evaluation.analysis.modelled import model_of
from pod.evaluation.analysis.reliably import rule_for
from pod.evaluation.analysis.sited import sites_of
from pod.evaluation.analysis.small import beside, number, told
from pod.evaluation.statistics.missing import attrition
from pod.evaluation.statistics.regression_to_mean import expected_of_extreme
from pod.study import BANDS, StudyPack
from pod.withhold import rounded

WORST = 0.25
OBSERVED = "the correlation of first and last measure here, for none is published"


def outcome_of(
    asked: Asked, frame: Frame, pack: StudyPack, *, chosen: bool
) -> OutcomeFindings:
    """Return what may be told of a score; groups alone where all would be too much."""
    own = frame.columns[asked.policy.group_by]
    whole = everyone(asked, own)
    found = OutcomeFindings(
        task=asked.key[0],
        score=asked.key[1],
        title=title_of(asked.key),
        better=asked.better,
        chosen=chosen,
        everyone=whole,
        groups=groups(asked, own),
        honest=CHANGE,
    )
    return found if whole.withheld else _more(found, asked, frame, pack)


def _more(
    found: OutcomeFindings, asked: Asked, frame: Frame, pack: StudyPack
) -> OutcomeFindings:
    """Add what needs the number of all to be told."""
    arms = frame.columns["arm"]
    return replace(
        found,
        equality=tuple(
            ByBand(band=band, groups=further(asked, frame.columns[band]))
            for band in BANDS
        ),
        model=model_of(asked, frame),
        stayed=_stayed(asked),
        regression=_regression(asked),
        imputed=imputed_of(asked) if found.chosen else None,
        dose=dose_of(asked, frame),
        doses=further(asked, doses_of(frame)),
        sites=sites_of(asked, frame),
        arms=further(asked, arms) if (arms != NO_ARM).any() else (),
        compared=tuple(compared(asked, frame, pack)),
        bars=bars_of(asked),
        p=found.everyone.change.p if found.everyone.change else None,
    )


def _stayed(asked: Asked) -> Stayed | None:
    """Return how those without a last number differed at the first."""
    first, both = asked.scored.at("first"), asked.scored.both()
    began = ~np.isnan(first)
    sizes = {"stayed": int(both.sum()), "left": int((began & ~both).sum())}
    if beside(sizes, asked.policy) != sizes.keys():
        return None
    found = attrition(first[began], both[began])
    return Stayed(
        stayed=rounded(sizes["stayed"], asked.policy.round_to),
        left=rounded(sizes["left"], asked.policy.round_to),
        difference=told(found.difference, asked.policy),
        g=told(found.g, asked.policy),
    )


def _regression(asked: Asked) -> Regression | None:
    """Return what regression to the mean alone would do, by a published reliability."""
    rule, said = rule_for(asked.key, asked.better)
    both = asked.scored.both()
    first, last = (asked.scored.at(point)[both] for point in ("first", "last"))
    r = rule.reliability if rule and rule.reliability else None
    if r is None and (not first.std() or not last.std()):
        return None
    of = r if r is not None else float(np.corrcoef(first, last)[0, 1])
    worst = expected_of_extreme(of, float(first.std(ddof=1)), WORST)
    way = -1 if asked.better == "higher" else 1
    return Regression(
        r=round(of, 3),
        r_from=said if r is not None else OBSERVED,
        of_worst_quarter=number(None if worst is None else way * worst),
    )
