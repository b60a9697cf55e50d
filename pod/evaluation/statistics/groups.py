"""How sites enter a model: as what errors are robust over, or as fixed effects."""

from dataclasses import dataclass

import numpy as np

from pod.evaluation.statistics.clusters import codes
from pod.evaluation.statistics.estimate import Labels, Numbers

FEW_CLUSTERS = 5
"""Sites under which each gets a fixed effect: no error between so few is honest.

McNeish & Stapleton 2016, Multivar Behav Res 51:495.
"""
ROBUST = "CR2 errors, Satterthwaite t interval"


@dataclass(frozen=True)
class Groups:
    """Columns of fixed effects (rows x 0 where there are none), and the clusters."""

    fixed: Numbers
    by: Labels
    sites: int


def grouped(cluster: Labels | None, person: Labels) -> Groups:
    """Return how rows are grouped: by site, or by person with a fixed effect a site.

    Without sites, or with one alone, by person.
    """
    site, many = codes(person if cluster is None else cluster)
    none = np.empty((len(site), 0))
    if cluster is None or many == 1:
        return Groups(none, np.asarray(person), many if cluster is not None else 0)
    if many >= FEW_CLUSTERS:
        return Groups(none, site, many)
    columns = np.eye(many)[site][:, 1:]
    return Groups(columns - columns.mean(axis=0), np.asarray(person), many)


def in_words(groups: Groups) -> str:
    """Say how people of one site are allowed to resemble one another."""
    if groups.fixed.shape[1]:
        return (
            f"{groups.sites} sites are too few to say how sites differ: each has a"
            " fixed effect, errors are by person, and the finding is about these alone."
        )
    if groups.sites > 1:
        return (
            f"Errors allow for people of one site being alike ({groups.sites} sites)."
        )
    return "Errors are by person; no difference between sites is allowed for."
