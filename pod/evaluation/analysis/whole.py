"""A whole analysis, from the catalogue to findings."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from pod.evaluation.analysis.chosen import dictionary, others
from pod.evaluation.analysis.fidelity import fidelity_of
from pod.evaluation.analysis.findings import (
    Count,
    Findings,
    Flow,
    OutcomeFindings,
    Quality,
)
from pod.evaluation.analysis.flow import flow_of
from pod.evaluation.analysis.frame import Frame, Key, Scored, frame_of, scored
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.outcome import outcome_of
from pod.evaluation.analysis.quality import quality_of
from pod.evaluation.analysis.served import served_of
from pod.evaluation.analysis.small import groups_of
from pod.evaluation.analysis.stamp import stamp_of
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.statistics.many import benjamini_hochberg, holm
from pod.evaluation.status import Status, status_of
from pod.study import Outcome, StudyPack
from pod.values import Value

FAMILY = (
    "Outcomes chosen beforehand are one family: p values by Holm. All others are"
    " exploratory: p values by Benjamini and Hochberg, and no claim rests on them."
)
DIFFER = (
    "Scores worked out again from the rows are not always those that the pods told:"
    " {names}. See the quality of the data before anything is read from them."
)
NARROW = (
    "Nothing is told of all people together: they are fewer than the threshold of the"
    " study's policy."
)


class Studied(Value, frozen=True, kw_only=True):
    """What is known of a study beside its catalogue: pack, sites, status."""

    pack: StudyPack
    sites: Mapping[str, str]
    status: Status


def studied(folder: StudyFolder, catalogue: Catalogue) -> Studied:
    """Return what a study folder says of itself."""
    pack = folder.pack
    status = status_of(pack.study, folder.pods, catalogue)
    return Studied(pack=pack, sites=folder.sites, status=status)


def analyse(catalogue: Catalogue, study: Studied) -> Findings:
    """Return everything that may be told; the same catalogue gives the same."""
    pack, policy = study.pack, study.pack.policy
    frame = frame_of(catalogue, study.sites)
    extra = others(catalogue, pack.outcomes)
    every = (*pack.outcomes, *extra)
    scores = {
        (one.task, one.score): scored(catalogue, frame, (one.task, one.score))
        for one in every
    }
    quality = quality_of(catalogue, frame, scores, study.status, policy)
    found = Findings(
        stamp=stamp_of(catalogue, pack, study.sites),
        group_by=policy.group_by,
        flow=flow_of(catalogue, frame, policy),
        quality=quality,
        outcomes=tuple(_outcomes(study, frame, scores, extra)),
        services=served_of(catalogue, frame, policy),
        family=FAMILY,
        fidelity=fidelity_of(frame, policy),
        dictionary=dictionary(every),
        notes=tuple(_notes(quality)),
    )
    everybody = np.ones(frame.people, dtype=bool)
    labels = frame.columns[policy.group_by]
    whole = groups_of(labels, everybody, policy).total
    return found if whole else narrowed(found)


def _notes(quality: Quality) -> Iterator[str]:
    """Say what has to be known before anything is read."""
    apart = [one.task for one in quality.rescored if one.agree is False]
    if apart:
        yield DIFFER.format(names=", ".join(apart))


def _outcomes(
    study: Studied,
    frame: Frame,
    scores: Mapping[Key, Scored],
    extra: Sequence[Outcome],
) -> Iterator[OutcomeFindings]:
    """Give each score's findings, its p value adjusted within its family."""
    for family, chosen in ((study.pack.outcomes, True), (extra, False)):
        found = [
            outcome_of(
                Asked(
                    (one.task, one.score),
                    one.better,
                    scores[one.task, one.score],
                    study.pack.policy,
                ),
                frame,
                study.pack,
                chosen=chosen,
            )
            for one in family
        ]
        yield from adjusted(found, chosen=chosen)


def adjusted(
    found: Sequence[OutcomeFindings], *, chosen: bool
) -> Iterator[OutcomeFindings]:
    """Give findings with p values that allow for how many there are of them."""
    work = holm if chosen else benjamini_hochberg
    have = [one.p for one in found if one.p is not None]
    again = iter(work(have))
    for one in found:
        if one.p is None:
            yield one
        else:
            yield replace(one, p_adjusted=round(next(again), 6))


def narrowed(found: Findings) -> Findings:
    """Return findings without any number of all: its parts would give a group away."""
    return replace(
        found,
        flow=_no_flow(found.flow),
        quality=_no_people(found.quality),
        services=None,
        fidelity=replace(
            found.fidelity,
            **{
                name: ()
                for name in found.fidelity.__struct_fields__
                if name != "honest"
            },
        ),
        notes=(NARROW, *found.notes),
    )


def _no_flow(flow: Flow) -> Flow:
    steps = tuple(Count(one.name, None) for one in flow.steps)
    return replace(flow, steps=steps, by=(), lost=(), held=None)


def _no_people(quality: Quality) -> Quality:
    content = tuple(replace(one, people=None) for one in quality.content)
    return replace(quality, missing=(), rescored=(), content=content)
