"""Commands that set a pod up and look after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

import click
import msgspec

from pod.app.alone import alone_in
from pod.app.inside import open_memory
from pod.app.inside import provision as provision_pod
from pod.arms import check_consents, check_waits
from pod.cli.keys import sealed_in
from pod.clock import SystemClock
from pod.errors import Usage
from pod.seal import recipient_of
from pod.settings import Settings, home, read_settings
from pod.storage import arms as arms_store
from pod.storage import outbox
from pod.storage.audit import Act
from pod.storage.audit import audit as write_audit
from pod.storage.memory import Memory
from pod.study import read_study


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


@click.command()
@click.argument("pod")
@click.option("--site", required=True, help="Name of the prison.")
@click.option("--wing", default="A Wing", show_default=True)
@click.option("--demo", is_flag=True, help="Keep the key in a plain file.")
@sealed_in
def provision(
    pod: str, site: str, wing: str, *, demo: bool, credentials: Path | None
) -> None:
    """Make this pod's keys and store; print its two public keys, one a line.

    Evaluators must trust the first; they seal for the second, where a study has arms.
    Print its recovery key next: `pod keys print-recovery`.
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


@click.group()
def study() -> None:
    """Install the study this pod serves."""


@study.command("install")
@click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def install(pack: Path) -> None:
    """Install a study PACK whose fingerprint two members of staff have compared."""
    accepted = read_study(pack)
    check_waits(accepted.arms)
    check_consents((accepted.programme, *(arm.programme for arm in accepted.arms)))
    pod = read_settings(home()).pod
    with opened_memory() as memory, memory.doings.begin() as db:
        arms_store.install(db, pod, accepted)
        act = Act(role="pod", what="study_installed", about=accepted.study)
        write_audit(db, act, SystemClock().utc())
    click.echo(f"This pod now serves the study {accepted.study}.")


@study.command("key")
def study_key() -> None:
    """Print the age key that the arms of a study are sealed for on this pod."""
    click.echo(_recipient())
