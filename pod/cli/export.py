"""`pod export`: what may leave, now."""

import json
from pathlib import Path
from random import SystemRandom

import click

from pod.app.alone import alone_in
from pod.app.inside import INSTRUMENTS, open_memory
from pod.clock import SystemClock
from pod.export.from_store import StoredExports
from pod.export.lock import one_export
from pod.export.run import Exported, export_now
from pod.modules.questionnaire import site_tasks
from pod.settings import home, read_settings
from pod.storage.settling import hold_on
from pod.task import take_on


@click.group()
def export() -> None:
    """Write anonymised, sealed bundles."""


@export.command()
@click.option("--to", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def now(to: Path, *, as_json: bool) -> None:
    """Write what may leave into the folder TO, or say why nothing does."""
    done = _export(to)
    if as_json:
        path = done.path and str(done.path)
        click.echo(json.dumps({"path": path, "say": done.say}))
    else:
        click.echo(done.say)


def _export(to: Path) -> Exported:
    """Export from this pod's own store, alone; a site's own instruments are known."""
    clock, where = SystemClock(), home()
    settings = read_settings(where)
    take_on(site_tasks(where / INSTRUMENTS))
    with alone_in(where), one_export(where):
        memory = open_memory(where, settings, clock)
        try:
            hold_on(memory, settings.pod, clock.utc())
            store = StoredExports(memory.doings, settings.pod, clock)
            return export_now(store, to, SystemRandom(), clock)
        finally:
            memory.close()
