"""`pod selftest`: whether this program is whole and works on this machine."""

import click

from pod.app.self_test import self_test


@click.command()
def selftest() -> None:
    """Try stores, pages, voice and bundles in a folder of their own; say ok.

    No home, screen or device is needed, and nothing is left behind. `pod check` is for
    the pod itself.
    """
    self_test()
    click.echo("ok")
