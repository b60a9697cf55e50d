"""What came of an exchange with a stick, in words: for commands."""

from collections.abc import Sequence

from pod.desk.stick import ForStudy, waits_said

EJECT = "Eject the stick before you take it out."
REMOVE = "It is safe to remove the stick."


def said_of(bundles: Sequence[str], needed: int, earlier: Sequence[ForStudy]) -> str:
    """Say what is on the stick now, and what waits for another study's stick."""
    return " ".join((_written(bundles, needed), *map(waits_said, earlier)))


def _written(bundles: Sequence[str], needed: int) -> str:
    if len(bundles) == 1:
        return f"{bundles[0]} is written and checked."
    if bundles:
        return f"{len(bundles)} bundles are written and checked."
    if needed:
        return (
            f"Nothing can leave yet: results of {needed} more people are needed first."
        )
    return "There is nothing new to export."
