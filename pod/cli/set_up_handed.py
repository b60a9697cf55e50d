"""What is handed over in a set-up: sticks for results, sealed codes, a wing's cards.

An image has no other keyboard for it. Each is offered, and can wait.
"""

import click

from pod import desk
from pod.cli.behind import counter, expect, second, sign_in
from pod.cli.cards import write_out
from pod.cli.keys import show_once
from pod.cli.set_up_state import NOT_YET, SetUp
from pod.cli.set_up_stick import the_stick
from pod.cli.set_up_talk import agreed
from pod.cli.staff import sheet_of
from pod.cli.stick import registered
from pod.cli.wing import compared_card
from pod.desk.stick import ListSticks, SticksList
from pod.desk.wing import JoinWing, ListWing, WingCard, WingCardTold, WingTold
from pod.errors import Usage
from pod.wing.members import SUFFIX

CODES = 5


def a_stick(one: SetUp) -> str:
    """Make the stick that is in the study's own, so that results may leave on it."""
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        click.echo(registered(answers), err=True)
        told = expect(answers(ListSticks()), SticksList)
    return ", ".join(each.stick for each in told.sticks) or NOT_YET


def sealed_codes(one: SetUp) -> str:
    """Show sealed codes, for the day when nobody can sign in; earlier ones end."""
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        sheet = expect(answers(desk.NewSheet(CODES)), desk.Sheet)
    show_once(sheet_of(sheet), "each code")
    if not agreed("Is each in an envelope of its own?"):
        raise Usage("The codes wait for their envelopes.", "Ask for new ones.")
    return f"{CODES} in envelopes"


def own_card(one: SetUp) -> str:
    """Write this pod's card onto the stick, for the others of its wing."""
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        told = expect(answers(WingCard()), WingCardTold)
    with the_stick(one, to_read=False) as folder:
        write_out(told, folder)
    return "on a stick"


def others_cards(one: SetUp) -> str:
    """Believe the others of the wing whose cards lie on the stick, one by one."""
    with the_stick(one, to_read=True) as folder:
        cards = [
            compared_card(path)
            for path in sorted(folder.glob(f"*{SUFFIX}"))
            if path.is_file() and not path.is_symlink() and agreed(f"{path.name}?")
        ]
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        for untrusted in cards:
            expect(answers(JoinWing(*untrusted, second())), WingTold)
        told = expect(answers(ListWing()), WingTold)
    return ", ".join(each.id for each in told.members[1:]) or NOT_YET
