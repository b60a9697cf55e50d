"""Change in all who were measured: over several waves, adjusted, and by site.

Every interval is cluster-robust (CR2) with Satterthwaite degrees of freedom: see
`clusters`. `cluster` says at which site a row was measured; None: sites are not
allowed for. Under five sites each has a fixed effect instead: see `groups`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pod.evaluation.statistics.clusters import Fit, codes, fit
from pod.evaluation.statistics.estimate import (
    Basis,
    Estimate,
    Labels,
    Numbers,
    numbers,
)
from pod.evaluation.statistics.groups import ROBUST, Groups, grouped, in_words
from pod.evaluation.statistics.intercepts import Intercepts, random_intercept
from pod.values import Value

MOST_PEOPLE = 50_000
FEWEST_WAVES, FEWEST_ARMS, FEWEST_SITES = 2, 2, 2
NOT_CONVERGED = " The fit did not converge: take its numbers as a first look only."


Fitted: TypeAlias = tuple[Intercepts, Fit]
"""A mixed model as it was fitted, and its errors by cluster."""


class Model(Value, frozen=True, kw_only=True):
    """What a model found: its estimates by name, and in a sentence what it is.

    `clusters` counts what errors are robust over: sites, or people. `variances` are
    those of random effects, in squared units of the score. Where `converged` is false
    the estimates are the best that was found, and `sentence` says so.
    """

    estimates: Mapping[str, Estimate]
    converged: bool
    sentence: str
    people: int
    clusters: int
    variances: Mapping[str, float] = {}


def which_model(people: int) -> str:
    """Say which model of change so many people get, at which size, and why."""
    if people <= MOST_PEOPLE:
        return (
            "Mixed model of all measures with a random intercept for each person and"
            " errors that allow for sites (CR2). It uses everybody measured at least"
            " once; right where what is missing depends on what was measured. Used up"
            f" to {MOST_PEOPLE:,} people, as here; beyond, least squares on complete"
            " pairs takes its place."
        )
    return (
        "Least squares on complete pairs with cluster-robust errors by site (CR2), for"
        f" there are more than {MOST_PEOPLE:,} people: its time grows only with the"
        " rows. Up to that size a mixed model is used."
    )


def mixed_change(
    y: Numbers, wave: Labels, person: Labels, cluster: Labels | None = None
) -> Model | None:
    """Return change from the earliest wave to each later one, of all who were measured.

    y = wave + a random intercept for each person (REML, see `intercepts`), one row a
    measure, in the score's unit; a missing `y` drops its row, not its person: right
    where what is missing depends on what was measured (missing at random). Waves are
    sorted by their value, so give numbers; estimates are named "wave W", W the later
    wave as given, and "first mean", the mean at the earliest. None with one wave, too
    few rows, or nothing that varies.
    """
    held = numbers(y)
    there = np.isfinite(held)
    who = np.asarray(person)[there]
    known, at = np.unique(np.asarray(wave)[there], return_inverse=True)
    if len(known) < FEWEST_WAVES:
        return None
    waves = _dummies(at.reshape(-1), len(known))
    groups = grouped(None if cluster is None else np.asarray(cluster)[there], who)
    x, people = np.hstack([waves, groups.fixed]), codes(who)[1]
    fitted = mixed(x, held[there], who, groups.by)
    if fitted is None:
        return None
    names = ["first mean", *(f"wave {name}" for name in known[1:])]
    method = f"mixed model, random intercept for each person (REML); {ROBUST}"
    said = f"Mixed model of {len(who)} measures of {people} people. {in_words(groups)}"
    return modelled(fitted, names, Basis(people, method), said, "person")


def modelled(
    fitted: Fitted, names: Sequence[str], basis: Basis, said: str, between: str
) -> Model:
    """Return what was fitted; `between` is what has the random intercept."""
    found, robust = fitted
    return Model(
        estimates=named(robust, names, basis),
        converged=found.converged,
        sentence=said if found.converged else said + NOT_CONVERGED,
        people=basis.n,
        clusters=robust.clusters,
        variances={between: found.between, "residual": found.within},
    )


def mixed(x: Numbers, y: Numbers, group: Labels, by: Labels) -> Fitted | None:
    """Return a random intercept for each `group`, and its fit robust over `by`.

    None where either has too little to go by: see `random_intercept` and `fit`.
    """
    found = random_intercept(x, y, group)
    robust = None if found is None else fit(found.x, found.y, by)
    return None if found is None or robust is None else (found, robust)


def clustered_change(
    first: Numbers, last: Numbers, cluster: Labels | None = None
) -> Model | None:
    """Return the mean of last - first with errors that allow for sites, as "change".

    Least squares on complete pairs, one a person; for more people than a mixed model
    is given. The mean is over people, so a large site counts for more. None with too
    few pairs or no spread.
    """
    change = numbers(last) - numbers(first)
    there = np.isfinite(change)
    groups = _people(cluster, there)
    x = np.hstack([np.ones((len(groups.by), 1)), groups.fixed])
    return least_squares(
        x, change[there], ["change"], (groups, "Least squares on changes")
    )


def ancova(
    last: Numbers,
    first: Numbers,
    arm: Labels,
    cluster: Labels | None = None,
    reference: object = None,
) -> Model | None:
    """Return each arm's last measure less that of the reference arm, first held equal.

    last = arm + b (first - its mean), complete pairs, in the score's unit (Vickers &
    Altman 2001, BMJ 323:1123). `reference` is the arm compared with: None takes the
    first in order. Estimates are named "ARM - REFERENCE", and "first" for b. Where each
    site has one arm alone, errors are by site and each arm needs two; under five sites
    with both arms have fixed effects. None with one arm, or too few.
    """
    one, other = numbers(first), numbers(last)
    there = np.isfinite(one) & np.isfinite(other)
    names, at = _arms(np.asarray(arm)[there], reference)
    groups = _people(cluster, there)
    if cluster is not None and not _crossed(at, site := np.asarray(cluster)[there]):
        if not _replicated(at, site):
            return None
        groups = Groups(groups.fixed[:, :0], site, groups.sites)
    if len(names) < FEWEST_ARMS:
        return None
    slope = (one[there] - one[there].mean())[:, None]
    x = np.hstack([_dummies(at, len(names)), slope, groups.fixed])
    called = ["", *(f"{name} - {names[0]}" for name in names[1:]), "first"]
    said = "Last measure by arm, adjusted for the first (ANCOVA)"
    return least_squares(x, other[there], called, (groups, said))


def least_squares(
    x: Numbers, y: Numbers, names: Sequence[str], told: tuple[Groups, str]
) -> Model | None:
    """Return a robust fit as a model, the columns of `x` named; "" leaves one unsaid.

    `told` are the groups that errors are by, and the model's name for its sentence.
    None where the columns do not part what they should, or too few rows are left.
    """
    groups, said = told
    found = fit(x, y, groups.by)
    if found is None:
        return None
    basis = Basis(len(y), f"least squares; {ROBUST}")
    return Model(
        estimates=named(found, names, basis),
        converged=True,
        sentence=f"{said}, {len(y)} people. {in_words(groups)}",
        people=len(y),
        clusters=found.clusters,
    )


def named(found: Fit, names: Sequence[str], basis: Basis) -> Mapping[str, Estimate]:
    """Return the coefficients that have a name."""
    return {name: found.estimate(at, basis) for at, name in enumerate(names) if name}


def _people(cluster: Labels | None, there: NDArray[np.bool_]) -> Groups:
    """Return the groups of rows that are one person each."""
    persons = np.flatnonzero(there)
    return grouped(None if cluster is None else np.asarray(cluster)[there], persons)


def _arms(arm: Labels, reference: object) -> tuple[list[object], NDArray[np.intp]]:
    """Return the arms, the reference at the front, and each row's place in them."""
    names = sorted(set(arm.tolist()), key=lambda name: (name != reference, name))
    places = {name: at for at, name in enumerate(names)}
    return names, np.array([places[name] for name in arm.tolist()], dtype=np.intp)


def _dummies(at: NDArray[np.intp], many: int) -> Numbers:
    """Return a column of ones, and one for each but the first (rows x many)."""
    columns = np.eye(many)[at]
    columns[:, 0] = 1.0
    return columns


def _crossed(at: NDArray[np.intp], site: Labels) -> bool:
    """Tell whether any site has more than one arm."""
    return len(set(zip(site.tolist(), at.tolist(), strict=True))) > len(set(site))


def _replicated(at: NDArray[np.intp], site: Labels) -> bool:
    """Tell whether every arm has sites enough to show how sites differ."""
    pairs = set(zip(site.tolist(), at.tolist(), strict=True))
    return min(Counter(arm for _, arm in pairs).values(), default=0) >= FEWEST_SITES
