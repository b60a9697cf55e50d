"""pod device-key: a key that this pod shares with one of its devices."""

from pathlib import Path
from random import SystemRandom

import click

from pod.app.device_keys import make_device_key
from pod.cli.keys import sealed_in
from pod.settings import home


@click.command("device-key")
@click.argument("device")
@sealed_in
def device_key(device: str, credentials: Path | None) -> None:
    """Make a new key for DEVICE and print it once, to be set there at the bench.

    An earlier key is replaced: the device must be given the new one.
    """
    click.echo(make_device_key(home(), device, SystemRandom(), credentials))
