"""What a sound card tells of itself: whether headphones are in its jack.

The kernel gives a card that notices plugs a control named such as "Headphone Jack", the
same on each card and readable by whoever may play on it. The switch of an input device
would tell of it too, but only to somebody who may read every keyboard as well.
"""

import re
from collections.abc import Sequence
from pathlib import Path

CARDS = Path("/proc/asound")
NAMED = re.compile(r"CARD=(\w+)|:(\w+)(?![\w=])")
CARD = re.compile(r"^ *(\d+) \[", re.MULTILINE)
CONTROL = re.compile(
    r"^numid=\d+,iface=CARD,name='(?P<name>[^']*)'[^\n]*\n"
    r"(?: +;[^\n]*\n)* +: values=(?P<state>on|off)",
    re.MULTILINE,
)
"""One control as amixer tells it: its name, what it is, its state."""
OURS = re.compile(r"(?:Headphone\b.*|Headset) Jack$")
UNKNOWING = "Phantom"
"""A jack of this name is there, but nothing notices what is plugged into it."""


def plugged_in(untrusted: str) -> bool | None:
    """Tell from what amixer said whether headphones are in; None: no card can tell."""
    states = [
        found["state"] == "on"
        for found in CONTROL.finditer(untrusted)
        if OURS.search(found["name"]) and UNKNOWING not in found["name"]
    ]
    return any(states) if states else None


def cards_of(device: str, cards: Path = CARDS) -> Sequence[str]:
    """Return the sound card that an ALSA name names; every card where it names none."""
    named = NAMED.search(device)
    if named is not None:
        return (named[1] or named[2],)
    try:
        return CARD.findall((cards / "cards").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()
