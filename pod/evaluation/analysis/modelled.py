"""Change in everybody who was measured: which model at which size, what it found."""

import numpy as np

from pod.evaluation.analysis.findings import Effect, Modelled
from pod.evaluation.analysis.frame import POINTS, Frame
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.small import told
from pod.evaluation.statistics.models import (
    MOST_PEOPLE,
    NOT_CONVERGED,
    Model,
    clustered_change,
    mixed_change,
    which_model,
)
from pod.study import Policy


def model_of(asked: Asked, frame: Frame) -> Modelled | None:
    """Return change by the model for so many people; None where it cannot be fitted."""
    measured = int((~np.isnan(asked.scored.values)).any(axis=1).sum())
    said, sites = which_model(measured), frame.columns["site"]
    if measured > MOST_PEOPLE:
        first, last = (asked.scored.at(point) for point in ("first", "last"))
        found = clustered_change(first, last, sites)
        return modelled("change", found, said, asked.policy)
    people = np.arange(frame.people)
    there = _points_enough(asked)
    found = mixed_change(
        asked.scored.values[:, there].ravel(),
        np.tile(there, frame.people),
        np.repeat(people, len(there)),
        np.repeat(sites, len(there)),
    )
    return modelled("mixed model", found, said, asked.policy)


def modelled(
    name: str, model: Model | None, sentence: str, policy: Policy
) -> Modelled | None:
    """Return a model as it may be told, waves by the names of their points."""
    if model is None:
        return None
    waves = {f"wave {at}": point for at, point in enumerate(POINTS)}
    return Modelled(
        name=name,
        estimates=tuple(
            Effect(waves.get(label, label), told(one, policy))
            for label, one in model.estimates.items()
        ),
        converged=model.converged,
        sentence=sentence if model.converged else sentence + NOT_CONVERGED,
    )


def _points_enough(asked: Asked) -> list[int]:
    """Return the points that enough people were measured at to be told of."""
    many = (~np.isnan(asked.scored.values)).sum(axis=0)
    return [at for at, n in enumerate(many) if n >= asked.policy.suppress_below]
