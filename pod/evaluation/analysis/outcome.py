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
    Stayed,
)
from pod.evaluation.analysis.frame import NO_ARM, Frame
from pod.evaluation.analysis.groups import Asked, everyone, further, groups
from pod.evaluation.analysis.honesty import CHANGE
from pod.evaluation.analysis.modelled import model_of
from pod.evaluation.analysis.regressed import regression_of
from pod.evaluation.analysis.sited import sites_of
from pod.evaluation.analysis.small import beside, told
from pod.evaluation.statistics.missing import attrition
from pod.study import BANDS, StudyPack
from pod.withhold import rounded


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
        regression=regression_of(asked),
        imputed=imputed_of(asked),
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
