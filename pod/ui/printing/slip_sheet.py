"""A movement slip on paper: its fields in the order that staff know."""

import msgspec

from pod.diary.slip import Slip
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Section, Sheet


def slip_sheet(text: Text, slip: Slip) -> Sheet:
    """Return a slip as a page; its title says nothing of what the appointment is."""
    words = msgspec.structs.asdict(text.diary.slip)
    said = msgspec.structs.asdict(slip) | {"appointment": text.diary.slip.title}
    fields = tuple((words[name], value) for name, value in said.items() if value)
    below = Section(title="", fields=fields)
    return Sheet(title=text.diary.slip.title, below="", sections=(below,))
