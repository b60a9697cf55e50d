"""The key-work card on paper: what somebody chose to share, and nothing else."""

from pod.desk.sharing import KeyWorkCard
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Section, Sheet
from pod.ui.staff.card_told import card_facts


def card_sheet(text: Text, card: KeyWorkCard) -> Sheet:
    """Return the card as a page, with whose it is under its title."""
    told = card_facts(text, card)
    shared = Section(title="", lines=told.lines, whole=True)
    firm = Section(title="", lines=told.firm, whole=True)
    cell = text.staff.cell.format(cell=card.cell)
    return Sheet(title=told.title, below=cell, sections=(shared, firm))
