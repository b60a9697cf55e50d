"""What was delivered: sittings, minutes, bookings, language and mode."""

from pod.bundle.bands import BECAUSE, MINUTES, MISSED, MODES, SITTINGS
from pod.evaluation.analysis.findings import Count, Fidelity
from pod.evaluation.analysis.flow import furthest, last_of
from pod.evaluation.analysis.frame import Frame
from pod.evaluation.analysis.honesty import FIDELITY
from pod.evaluation.analysis.small import counts_of, in_order, sizes_of
from pod.study import Policy

_ORDERS = {
    "sittings": SITTINGS,
    "minutes": MINUTES,
    "missed": MISSED,
    "because": BECAUSE,
    "language": (),
    "mode": MODES,
    "programme": (),
}


def fidelity_of(frame: Frame, policy: Policy) -> Fidelity:
    """Return what everybody had by the last point that they reached."""
    told = {name: _counts(frame, name, policy) for name in _ORDERS}
    return Fidelity(
        sittings=told["sittings"],
        minutes=told["minutes"],
        missed=told["missed"],
        because=told["because"],
        languages=told["language"],
        modes=told["mode"],
        programmes=told["programme"],
        honest=FIDELITY,
    )


def _counts(frame: Frame, name: str, policy: Policy) -> tuple[Count, ...]:
    there, _ = last_of(frame)
    sizes = sizes_of(furthest(frame, name), there)
    return counts_of(in_order(sizes, _ORDERS[name]), policy)
