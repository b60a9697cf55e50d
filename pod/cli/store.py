"""Commands that set a pod up and look after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

import click
import msgspec

from pod.app.alone import alone_in
from pod.app.inside import open_memory
from pod.app.provisioning import provision as provision_pod
from pod.cli.keys import sealed_in
from pod.cli.left_out import demo_option
from pod.clock import SystemClock
from pod.errors import Usage
from pod.seal import recipient_of
from pod.settings import Settings, home, read_settings
from pod.storage import outbox
from pod.storage.memory import Memory

DEMO = "pod.app.demo"


@contextmanager
def opened_memory(sealed: Path | None = None) -> Iterator[Memory]:
    """Open this pod's stores for one command, alone: a core that runs has them."""
    where = home()
    settings = read_settings(where)
    with alone_in(where):
        memory = open_memory(where, settings, SystemClock(), sealed)
        try:
            yield memory
        finally:
            memory.close()


@demo_option(DEMO, "Keep the key in a plain file.")
@click.command()
@click.argument("pod")
@click.option("--site", required=True, help="Name of the prison.")
@click.option("--wing", default="A Wing", show_default=True)
@sealed_in
def provision(
    pod: str, site: str, wing: str, *, credentials: Path | None, demo: bool = False
) -> None:
    """Make this pod's keys and store; print its two public keys, one a line.

    Evaluators must trust the first; they seal for the second, where a study has arms.
    Print its recovery key next: `pod keys print-recovery`. Nobody is let in before the
    governor's undertaking on privileges is recorded: `pod undertaking`.
    """
    raw = {"pod": pod, "site": site, "wing": wing, "demo": demo}
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise Usage("A pod's id is 3 to 16 small letters and digits.") from error
    rng, clock = SystemRandom(), SystemClock()
    public = provision_pod(home(), settings, clock, rng, credentials)
    click.echo(public)
    click.echo(_recipient(credentials))


def _recipient(sealed: Path | None = None) -> str:
    """Return the public half of this pod's age key."""
    with opened_memory(sealed) as memory, memory.doings.begin() as db:
        return recipient_of(outbox.identity(db))
