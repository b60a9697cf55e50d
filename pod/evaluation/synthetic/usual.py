"""The outcomes that a synthetic study has unless told otherwise.

Numbers for teaching, in the order of what is published; they are no norms. Retest
correlations: GAD-7 .83 and BSCS .87 as their instruments' files quote; SSRT .554, go or
no-go commissions .448, flanker .251 and Simon .232 as published (Hedge, Powell and
Sumner 2018, Behavior Research Methods 50:1166, and others); the rest are assumed.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from pod.errors import Usage
from pod.evaluation.plan import KNOWN
from pod.evaluation.synthetic.truth import TrueOutcome


class Usual(NamedTuple):
    """Mean, standard deviation and retest correlation; bounds and step of a task's."""

    mean: float
    sd: float
    retest: float
    least: float | None = None
    most: float | None = None
    step: float | None = None


USUAL: Mapping[str, Usual] = {
    "ons4.satisfied": Usual(5.0, 2.3, 0.6),
    "ons4.worthwhile": Usual(5.4, 2.3, 0.6),
    "ons4.happy": Usual(5.2, 2.4, 0.5),
    "ons4.anxious": Usual(5.0, 2.5, 0.5),
    "phq8.total": Usual(10.0, 5.0, 0.75),
    "phq9.first_eight": Usual(10.0, 5.0, 0.75),
    "gad7.total": Usual(8.5, 4.8, 0.83),
    "bscs.total": Usual(39.5, 8.6, 0.87),
    "mastery.total": Usual(18.0, 3.8, 0.7),
    "flanker.cost_mean": Usual(70.0, 25.0, 0.251),
    "simon.cost_mean": Usual(50.0, 25.0, 0.232),
    "go_nogo.commission": Usual(0.3, 0.13, 0.448, 0.0, 1.0, 0.025),
    "go_nogo.d_prime": Usual(2.6, 0.7, 0.45),
    "stop_signal.ssrt": Usual(250.0, 45.0, 0.554),
}
MEASURED = ("ons4.satisfied", "ons4.anxious", "phq8.total", "stop_signal.ssrt")
"""What is measured unless told otherwise."""


@cache
def known() -> str:
    """Return the outcomes whose usual numbers are known, as one line."""
    return ", ".join(USUAL)


def usual_outcomes(names: Sequence[str], d_z: float) -> tuple[TrueOutcome, ...]:
    """Return these outcomes with usual numbers, better by `d_z` after the training.

    `d_z` is in standard deviations of the change; below 0 everything gets worse. Usage
    where a score's usual numbers are not known.
    """
    return tuple(_usual(name, d_z) for name in names or MEASURED)


def in_sds(one: TrueOutcome, told: Mapping[str, float]) -> TrueOutcome:
    """Return an outcome with numbers told in standard deviations of the first measure.

    `practice` and `dose_slope` count towards what is better; `tau` has no direction.
    """
    signs = {"tau": 1, "practice": _sign(one), "dose_slope": _sign(one)}
    scaled = {name: told[name] * one.sd * signs[name] for name in told}
    return msgspec.structs.replace(one, **scaled)


def _usual(name: str, d_z: float) -> TrueOutcome:
    if name not in USUAL:
        raise Usage(
            f"There are no usual numbers for {name}; there are for {known()}.",
            "Give the numbers of any other outcome in a file: --truth truth.json.",
        )
    task, _, score = name.partition(".")
    numbers = USUAL[name]._asdict()
    one = TrueOutcome(task=task, score=score, better=KNOWN[name], **numbers)
    return msgspec.structs.replace(one, d_z=d_z * _sign(one))


def _sign(one: TrueOutcome) -> int:
    return 1 if one.better == "higher" else -1
