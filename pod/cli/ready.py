"""How the screen's process says that somebody can use it."""

import click


def say_ready() -> None:
    """Say that the locked page is in view."""
    click.echo("Ready.")
