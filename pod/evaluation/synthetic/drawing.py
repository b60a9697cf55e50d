"""Draws a study's people and what each of them would score at every measure point.

Each kind of number has chances of its own, so that another outcome more changes nothing
of those before it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from pod.arms import even_steps, permuted_blocks
from pod.bundle.released import Point
from pod.errors import Usage
from pod.evaluation.synthetic.expected import ATTENDS, effect_of, trained
from pod.evaluation.synthetic.margins import Floats, margin_of
from pod.evaluation.synthetic.scales import check_apart, grid_of
from pod.evaluation.synthetic.truth import (
    TrueOutcome,
    Truth,
    check_truth,
    week_of,
)
from pod.values import seeded

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NEVER = -1
NO_ARM = -1
_FAR = 60.0


@dataclass(frozen=True)
class Drawn:
    """A study's n people in order, as columns of n, or n by measure points.

    `pod`, `site` and `arm` are places in their lists (`NO_ARM`: there are none).
    `begins` is the study's week of somebody's first measure, `sittings` how many they
    had had by a point. `values` are all scores, by the name of the outcome; `seen` says
    which of them anybody measured. `withdraws` is the week, or `NEVER`.
    """

    truth: Truth
    pod: Ints
    site: Ints
    arm: Ints
    begins: Ints
    sittings: Ints
    seen: Flags
    withdraws: Ints
    values: Mapping[str, Floats]

    def observed(self, name: str) -> Floats:
        """Return an outcome's scores, people by points; not a number where unseen."""
        return np.where(self.seen, self.values[name], np.nan)

    def at(self, name: str, point: Point) -> Floats:
        """Return an outcome's scores at one point as they were measured."""
        return self.observed(name)[:, self.truth.points.index(point)]

    @property
    def weeks(self) -> Ints:
        """In which week of the study each point is due, people by points."""
        due = [week_of(self.truth, point) for point in self.truth.points]
        return np.asarray(self.begins[:, None] + np.array(due))


def draw(truth: Truth) -> Drawn:
    """Return everybody and every score, without sealing anything; in well under 1 s.

    The same truth gives the same. Usage where the truth cannot be.
    """
    check_truth(truth)
    check_apart(truth.outcomes)
    pod, begins = np.arange(truth.people) % truth.pods, _begins(truth)
    arm = _arms(truth, np.arange(truth.people))
    share = trained(truth, _waits(truth, arm))
    planned = truth.sittings - len(truth.points)
    extra = chances(truth, "dose").binomial(planned, ATTENDS, truth.people)
    site = pod % truth.sites
    drew = (extra, site)
    values = {one.name: _scores(truth, one, share, drew) for one in truth.outcomes}
    withdraws = _withdraws(truth, begins)
    drawn = Drawn(
        truth=truth,
        pod=pod,
        site=site,
        arm=arm,
        begins=begins,
        sittings=_sittings(truth, extra, share),
        seen=_seen(truth, values[truth.outcomes[0].name]),
        withdraws=withdraws,
        values=values,
    )
    drawn.seen[(withdraws != NEVER)[:, None] & (drawn.weeks >= withdraws[:, None])] = 0
    return drawn


def _sittings(truth: Truth, extra: NDArray[np.int_], share: Floats) -> NDArray[np.int_]:
    """Return how many sittings everybody had done by each point, this one too."""
    own = np.arange(1, len(truth.points) + 1)
    trained_in = np.floor(extra[:, None] * np.minimum(share, 1.0)).astype(int)
    told: NDArray[np.int_] = own + trained_in
    return told


def chances(truth: Truth, what: str) -> Generator:
    """Return the chances of one kind of number, which follow from the seed."""
    told = hashlib.sha256(f"{truth.seed}:{what}".encode()).digest()
    return np.random.default_rng(int.from_bytes(told[:16]))


def per_pod(truth: Truth) -> int:
    """Return how many people each pod has at most."""
    return ceil(truth.people / truth.pods)


def places(truth: Truth) -> Sequence[Sequence[int]]:
    """Return the arms of each pod's places, as the study's own allocation draws them.

    From the chances named `arms`, as `pod.evaluation.allocation` asks of them.
    """
    rng, arms = seeded(arms_seed(truth)), len(truth.arms)
    if truth.design == "wedge":
        return [[step] for step in even_steps(arms, truth.pods, rng)]
    sizes, people = (2 * arms, 3 * arms), max(2, per_pod(truth))
    return [permuted_blocks(arms, sizes, people, rng) for _ in range(truth.pods)]


def arms_seed(truth: Truth) -> str:
    """Name the chances from which arms are drawn."""
    return f"{truth.seed}:arms"


def _begins(truth: Truth) -> Ints:
    """Return when everybody begins; on each pod in the order of its places."""
    window = truth.weeks - week_of(truth, truth.points[-1])
    if truth.design == "wedge":
        window = 1
    rng = chances(truth, "begins")
    weeks = rng.integers(0, window, size=(per_pod(truth), truth.pods))
    return np.asarray(np.sort(weeks, axis=0).ravel()[: truth.people])


def _arms(truth: Truth, people: Ints) -> Ints:
    if not truth.arms:
        return np.full(len(people), NO_ARM)
    drawn = places(truth)
    if truth.design == "wedge":
        return np.array([drawn[one % truth.pods][0] for one in people])
    return np.array([drawn[one % truth.pods][one // truth.pods] for one in people])


def _waits(truth: Truth, arm: Ints) -> tuple[Ints, Floats]:
    """Return how many weeks everybody's training waits, and how many times it works."""
    if not truth.arms:
        return np.zeros(len(arm), dtype=np.int64), np.ones(len(arm))
    waits = np.array([one.wait_weeks for one in truth.arms])
    times = np.array([one.times for one in truth.arms])
    return waits[arm], times[arm]


def _scores(
    truth: Truth, one: TrueOutcome, share: Floats, who: tuple[Ints, Ints]
) -> Floats:
    """Return one outcome's scores, people by points."""
    extra, site = who
    rng, margin = chances(truth, one.name), margin_of(one, grid_of(one))
    sites = chances(truth, f"{one.name}/site").normal(0.0, one.tau, truth.sites)
    planned = truth.sittings - len(truth.points)
    more = one.dose_slope * (extra - ATTENDS * planned)
    effect = effect_of(truth, one, margin)
    later = (np.arange(len(truth.points)) > 0)[None, :]
    change = share * (effect + sites[site] + more)[:, None] + later * one.practice
    kept = margin.shared
    own = _own(truth, one, _alike(one, kept), (site, rng))
    each = rng.normal(size=share.shape)
    z = np.sqrt(kept) * own[:, None] + np.sqrt(1 - kept) * each
    return margin.at(one.mean + change, z)


def _alike(one: TrueOutcome, kept: float) -> float:
    """Return how much of what is somebody's own all people of their site share."""
    if one.icc > kept:
        raise Usage(f"{one.name}: people of a site are less alike than retests are.")
    return one.icc / kept if one.icc else 0.0


def _own(
    truth: Truth, one: TrueOutcome, alike: float, where: tuple[Ints, Generator]
) -> Floats:
    """Return what is somebody's own in an outcome: in part what is in all of theirs."""
    site, rng = where
    general = chances(truth, "general").normal(size=truth.people)
    sign = 1 if one.better == "higher" else -1
    special = rng.normal(size=truth.people)
    sites = chances(truth, f"{one.name}/level").normal(size=truth.sites)[site]
    both = sign * np.sqrt(truth.together) * general
    both += np.sqrt(1 - truth.together) * special
    return np.asarray(np.sqrt(alike) * sites + np.sqrt(1 - alike) * both)


def _seen(truth: Truth, scores: Floats) -> Flags:
    """Return who is still there at each point, by the first outcome's scores."""
    rng, last = chances(truth, "lost"), truth.points.index("last")
    lost = rng.random(truth.people) < _risk(truth, scores, last)
    until = np.where(lost, rng.integers(0, last, truth.people), last)
    seen = np.arange(len(truth.points))[None, :] <= until[:, None]
    if truth.points[-1] == "followup":
        stays = rng.random(truth.people) >= truth.attrition.share
        seen[:, -1] = ~lost & stays
    return np.asarray(seen)


def _risk(truth: Truth, scores: Floats, last: int) -> Floats:
    """Return everybody's chance of being lost; its mean is the share asked for."""
    how, one = truth.attrition, truth.outcomes[0]
    if how.kind == "MCAR" or how.share == 0:
        return np.full(truth.people, how.share)
    at = 0 if how.kind == "MAR" else last
    worse = -1 if one.better == "higher" else 1
    tells = how.strength * worse * (scores[:, at] - one.mean) / one.sd
    start = brentq(lambda a: expit(a + tells).mean() - how.share, -_FAR, _FAR)
    return np.asarray(expit(start + tells))


def _withdraws(truth: Truth, begins: Ints) -> Ints:
    """Return the week in which each of those withdraws who do: after they began."""
    rng = chances(truth, "withdraws")
    goes = rng.random(truth.people) < truth.withdrawn
    after = begins + 1 + rng.integers(0, truth.weeks, truth.people)
    return np.where(goes, np.minimum(after, truth.weeks - 1), NEVER)
