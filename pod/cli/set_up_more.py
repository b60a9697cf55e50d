"""What a set-up offers beside its steps, in a loop: each now, later, or never."""

from collections.abc import Mapping

import click

from pod.cli.set_up_handed import a_stick, others_cards, own_card, sealed_codes
from pod.cli.set_up_roads import the_second_place, the_server, the_wing
from pod.cli.set_up_staff import more_staff
from pod.cli.set_up_state import NONE, NOT_YET, SetUp, Step
from pod.cli.set_up_talk import ask, is_somebody_there, numbered, said_of
from pod.cli.set_up_trying import (
    ANSWERED_BY,
    REFUSED,
    not_from_the_file,
    until_done,
)
from pod.errors import Usage

BY_CHOICE: Mapping[str, Step] = {
    "staff": more_staff,
    "server": the_server,
    "wing": the_wing,
    "second_place": the_second_place,
}
"""In the order in which they are offered; a file of answers may ask for each."""
HANDED: Mapping[str, Step] = {
    "stick": a_stick,
    "codes": sealed_codes,
    "card": own_card,
    "cards": others_cards,
}
"""Offered after them, to whoever sits there: no file asks for these."""
TITLES = {
    "staff": "More members of staff",
    "server": "A server that results go to by link",
    "wing": "The wing this pod belongs to",
    "second_place": "A second place for backups",
    "study": "The study pack",
    "undertaking": "The governor's undertaking on privileges",
    "devices": "Devices that were plugged in since",
    "stick": "The stick that is in, for results",
    "codes": "Sealed codes, for when nobody can sign in",
    "card": "This pod's card, for the others of its wing",
    "cards": "The cards of the others of its wing",
}


def done_again(one: SetUp, name: str, step: Step) -> None:
    """Do a step, whether or not it was done before, and write down what it did."""
    one.did(name, until_done(one, name, step))


def by_choice(one: SetUp, steps: Mapping[str, Step]) -> None:
    """Do what the file asks for; then offer the rest to whoever sits there."""
    for name, step in BY_CHOICE.items():
        if _is_asked_for(one, name):
            done_again(one, name, step)
            click.echo(f"{name}: {one.note.done[name]}", err=True)
    if is_somebody_there():
        _offered(one, {**BY_CHOICE, **steps, **HANDED})


def _is_asked_for(one: SetUp, name: str) -> bool:
    """Tell whether the file wants it, and it was not done before."""
    (field,) = ANSWERED_BY.get(name, (name,))
    before = one.note.done.get(name, NOT_YET)
    return bool(getattr(one.answers, field)) and before == NOT_YET


def _offered(one: SetUp, steps: Mapping[str, Step]) -> None:
    """Offer each by its number, until nothing more is wanted."""
    names, typed = list(steps), ""
    while typed != NONE and is_somebody_there():
        try:
            typed = _chosen(one, names)
            _one_more(one, steps, typed)
        except REFUSED as trouble:
            click.echo(f"\n{said_of(trouble)}", err=True)


def _one_more(one: SetUp, steps: Mapping[str, Step], typed: str) -> None:
    """Do what stands at a number of the list."""
    if typed == NONE:
        return
    if not (typed.isdecimal() and 1 <= int(typed) <= len(steps)):
        raise Usage("Type a number of the list, or Enter.")
    name = list(steps)[int(typed) - 1]
    not_from_the_file(one, name)
    one.did(name, steps[name](one))


def _chosen(one: SetUp, names: list[str]) -> str:
    """Show what there is, each with how it stands; return what was typed."""
    done = one.note.done
    lines = [f"{TITLES[name]}: {done.get(name, NOT_YET)}" for name in names]
    click.echo(f"\nWhat else? Each can wait.\n{numbered(lines)}", err=True)
    return ask("A number, or Enter to go on", NONE)
