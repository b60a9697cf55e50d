"""Commands that set a pod up and look after it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

import click
import msgspec

from pod.app.alone import alone_in
from pod.app.inside import INSTRUMENTS, open_memory
from pod.app.inside import provision as provision_pod
from pod.arms import check_consents, check_waits
from pod.cli.keys import sealed_in
from pod.clock import SystemClock
from pod.errors import Malformed, Usage
from pod.modules.questionnaire import site_tasks
from pod.seal import recipient_of
from pod.settings import Settings, home, read_settings
from pod.storage import arms as arms_store
from pod.storage import outbox
from pod.storage import staff as staff_store
from pod.storage.audit import Act
from pod.storage.audit import audit as write_audit
from pod.storage.memory import Memory
from pod.storage.pod_memory import notices
from pod.storage.verified import verify
from pod.study import read_study
from pod.task import check_files, take_on


@contextmanager
def _memory(sealed: Path | None = None) -> Iterator[Memory]:
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
    with _memory(sealed) as memory, memory.doings.begin() as db:
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
    with _memory() as memory, memory.doings.begin() as db:
        arms_store.install(db, pod, accepted)
        act = Act(role="pod", what="study_installed", about=accepted.study)
        write_audit(db, act, SystemClock().utc())
    click.echo(f"This pod now serves the study {accepted.study}.")


@study.command("key")
def study_key() -> None:
    """Print the age key that the arms of a study are sealed for on this pod."""
    click.echo(_recipient())


def _activities(where: Path) -> str:
    """Say whether every activity's file fits, a site's own among them."""
    try:
        take_on(site_tasks(where / INSTRUMENTS))
        check_files()
    except Malformed as fault:
        return fault.say
    return "whole"


def _record(memory: Memory) -> str:
    """Say whether the record of who did what is whole."""
    flaw = verify(memory, read_settings(home()).pod).flaw
    return flaw.say if flaw else "whole"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(*, as_json: bool) -> None:
    """Look at this pod: store, record, study, activities, what staff were told."""
    with _memory() as memory:
        record = _record(memory)
        with memory.people.begin() as names, memory.doings.begin() as db:
            told: dict[str, object] = {
                "store": "sound",
                "record": record,
                "staff": "there" if staff_store.any_staff(names) else "none yet",
                "notices": list(notices(db)),
                "activities": _activities(home()),
            }
            try:
                told["study"] = outbox.study(db).study
            except Usage:
                told["study"] = "none yet"
    if as_json:
        click.echo(json.dumps(told))
        return
    for name, state in told.items():
        click.echo(f"{name}: {state}")
