"""A start after a cut: what it mends is not lost if the power goes again."""

from pathlib import Path

from tests.powercut import pods
from tests.powercut.pods import Say


def work(home: Path, say: Say) -> None:
    """Start, which is recovery; say when that is over, and stop."""
    inside = pods.opened(home)
    say("up")
    inside.memory.close()
