"""The policy of a study: what may be told of whom, and to how many alike."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.programme import Point
from pod.values import Value

Band: TypeAlias = Literal[
    "age_band", "sex", "sentence_band", "custody_band", "prison_type"
]
BANDS: tuple[Band, ...] = (
    "age_band",
    "sex",
    "sentence_band",
    "custody_band",
    "prison_type",
)

NOT_RELEASED: Final = "not released"
"""What stands where a band would have told too much."""

BAND_VALUES: dict[Band, tuple[str, ...]] = {
    "age_band": ("18-20", "21-24", "25-29", "30-39", "40-49", "50-59", "60+"),
    "sex": ("female", "male", "not recorded"),
    "sentence_band": (
        "remand",
        "under 6 months",
        "6-12 months",
        "1-4 years",
        "4-10 years",
        "over 10 years",
        "indeterminate",
    ),
    "custody_band": (
        "under 1 month",
        "1-3 months",
        "3-12 months",
        "1-5 years",
        "over 5 years",
    ),
    "prison_type": ("local", "training", "open", "high security", "young adult"),
}
"""The closed lists that enrolment offers unless a study pack says otherwise."""

Width: TypeAlias = Annotated[int, Meta(ge=1, le=104)]
WIDTHS: tuple[Width, ...] = (1, 2, 4, 13)
SUPPRESS_BELOW = 10
"""Groups of fewer people are withheld, unless a study says otherwise."""


class Policy(Value, frozen=True, kw_only=True):
    """How results are made anonymous.

    People leave a pod in batches of at least `k`, and everybody shares all bands with
    at least k - 1 others of the batch. `ladder` names, rung by rung, the bands that may
    be told; who fits no rung is held back. A published group has at least
    `suppress_below` people, and its n is rounded to a multiple of `round_to`.
    `group_by` is the band of the outcome table. `bands` are the closed lists of values.

    Nobody enters before their measure point `enter_after` has been reached, unless
    their course has ended or they were not here for `lost_after_weeks` weeks: whoever
    enters late is grouped by what they did, and fewer numbers are held back later.
    `weeks` are the widths, in weeks, in which the time since the start may be told,
    finest first; where fewer than k are alike even at the last, it is not told.
    With `patience`, each rung that tells less waits until so many times k more people
    wait, as long as others may yet come: results leave later, and tell more.
    """

    k: Annotated[int, Meta(ge=2, le=100)] = 5
    suppress_below: Annotated[int, Meta(ge=2, le=1000)] = SUPPRESS_BELOW
    round_to: Annotated[int, Meta(ge=1, le=100)] = 1
    group_by: Band = "sentence_band"
    ladder: tuple[tuple[Band, ...], ...]
    bands: dict[Band, tuple[str, ...]]
    enter_after: Point = "first"
    lost_after_weeks: Annotated[int, Meta(ge=1, le=520)] = 12
    weeks: Annotated[tuple[Width, ...], Meta(min_length=1, max_length=8)] = WIDTHS
    patience: Annotated[int, Meta(ge=0, le=10)] = 0


def ladder_to(group_by: Band) -> tuple[tuple[Band, ...], ...]:
    """Return the usual ladder: every band, then only the groups' band, then none."""
    return (BANDS, (group_by,), ())


def policy_hash(policy: Policy) -> str:
    """Name a policy: SHA-256 in hex over its JSON with sorted keys."""
    text = msgspec.json.encode(policy, order="deterministic")
    return hashlib.sha256(text).hexdigest()


def allowed_bands(policy: Policy) -> Mapping[str, Sequence[str]]:
    """Return what each band's column may hold: the study's list, or not released.

    A band without a list has that one value, so no column takes free words.
    """
    return {band: (*policy.bands.get(band, ()), NOT_RELEASED) for band in BANDS}
