"""Who is in the demonstration, and how they sign in."""

from pathlib import Path

import click

from pod.journeys.cast import PICTURES, STAFF, participants


def say_who_is_there(home: Path, people: int) -> None:
    """Print the demonstration's codes and keys."""
    for one in STAFF:
        click.echo(f"Staff number {one.number}, code {one.code} ({one.role})")
    for who in participants(people):
        click.echo(f"Participant {who.first_name}, cell {who.cell}, {who.number}")
    pictures = ", ".join(PICTURES)
    click.echo(f"At first each picks four pictures, twice: {pictures} will do")
    click.echo("Keys: arrows and Enter are the box's buttons; H hear again, P pause")
    click.echo(f"Kept in {home}; the key there is a plain file")
