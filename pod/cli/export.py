"""`pod export`: what may leave, now."""

import json
from pathlib import Path
from random import SystemRandom

import click

from pod.app.inside import open_memory
from pod.clock import SystemClock
from pod.export.from_store import StoredExports
from pod.export.run import export_now
from pod.settings import home, read_settings


@click.group()
def export() -> None:
    """Write anonymised, sealed bundles."""


@export.command()
@click.option("--to", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def now(to: Path, *, as_json: bool) -> None:
    """Write what may leave into the folder TO, or say why nothing does."""
    clock, where = SystemClock(), home()
    settings = read_settings(where)
    vault = open_memory(where, settings, clock)
    try:
        done = export_now(StoredExports(vault, settings.pod), to, SystemRandom(), clock)
    finally:
        vault.close()
    if as_json:
        told = {"path": done.path and str(done.path), "people": done.people}
        click.echo(json.dumps(told | {"rows": done.rows, "say": done.say}))
    else:
        click.echo(done.say)
