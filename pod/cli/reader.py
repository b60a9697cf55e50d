"""pod reader: the process that owns the serial ports."""

from pathlib import Path

import click

from pod.app.reading import serve_reader
from pod.cli.ports import asked_ports
from pod.settings import home


@click.command("reader")
@click.option(
    "--port",
    "given",
    multiple=True,
    metavar="DRIVER=PATH",
    help="Read this port instead of those in pod.toml; may be given several times.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to hand events out; else the pod's own folder of sockets.",
)
def reader(given: tuple[str, ...], folder: Path | None) -> None:
    """Read the pod's devices and hand their events on, until told to stop."""
    serve_reader(home(), asked_ports(given), folder)
