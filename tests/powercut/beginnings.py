"""A pod is provisioned; cut off anywhere, doing it again makes a whole pod of it."""

from contextlib import suppress
from pathlib import Path

from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.errors import Trouble, Usage
from pod.settings import Settings
from pod.storage import outbox
from pod.values import seeded
from tests.powercut import pods
from tests.powercut.pods import NOW, Say

SETTINGS = Settings(pod="pod01", site="Test", demo=True)


def prepare(home: Path) -> None:
    """Make an empty folder."""
    home.mkdir()


def work(home: Path, say: Say) -> None:
    """Provision, and say with which signing key that was finished."""
    say(provision(home, SETTINGS, VirtualClock(NOW), seeded(1)))


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing.

    A pod that said it was provisioned opens; any other is provisioned once more.
    """
    try:
        if not marks:
            with suppress(Usage):
                provision(home, SETTINGS, VirtualClock(NOW), seeded(2))
        inside = pods.opened(home)
        with inside.memory.doings.begin() as db:
            public = outbox.signing_key(db).public
        inside.memory.close()
    except Trouble as trouble:
        return f"does not open: {trouble}"
    if marks and marks != [public]:
        return "has another signing key"
    return (
        f"set aside {list(home.glob(pods.ASIDE))}"
        if list(home.glob(pods.ASIDE))
        else ""
    )
