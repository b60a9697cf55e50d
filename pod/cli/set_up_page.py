"""The page at the end of a set-up: what was done, tested, and is still to be done."""

from collections.abc import Mapping

from pod.cli.set_up_state import Note
from pod.settings.release import NUMBER, release
from pod.ui.printing.sheet import Section, Sheet

BY_HAND = (
    "Firmware: a password is set; starting from USB is off; Secure Boot is on.",
    "USB: only the devices above are let in; a stick and a keyboard were refused.",
    "The panel, its touch and every key of the box were tried.",
    "A sound meter read 65 dBA or less at the ear at the safe volume.",
    "The power cable was pulled once; the pod came back locked.",
    "The cabinet: screws, cables, no ligature points; the hazard review is signed.",
    "The two halves of the recovery key, and the disk's key, are in envelopes.",
)
NAMES = {
    "glass": "Panel",
    "name": "Pod",
    "keys": "Key",
    "recovery": "Recovery",
    "supervisor": "Supervisor",
    "disk": "Disk",
    "devices": "Devices",
    "study": "Study",
    "undertaking": "Undertaking",
    "staff": "More staff",
    "server": "Server",
    "wing": "Wing",
    "second_place": "Backups",
    "stick": "Sticks",
    "codes": "Sealed codes",
    "card": "Its card",
    "cards": "Wing, others",
}


def set_up_page(note: Note, tested: Mapping[str, str]) -> Sheet:
    """Return the certificate of a set-up, to be signed by the two who did it."""
    done = tuple((NAMES[name], said) for name, said in note.done.items())
    test = tuple((name.capitalize(), state) for name, state in tested.items())
    boxes = tuple(f"[  ]  {line}" for line in BY_HAND)
    return Sheet(
        title="Set-up of a training pod",
        below=f"Version {release()}, release {NUMBER}",
        sections=(
            Section(title="What was set up", fields=done, whole=True),
            Section(title="The pod's own test", fields=test, whole=True),
            Section(
                title="Done by hand: tick, or say why not", lines=boxes, whole=True
            ),
        ),
        signatures=(
            f"Supervisor {note.supervisor}, date",
            f"{note.second_role.capitalize()} {note.second}, date",
        ),
    )


def lines_of(page: Sheet) -> list[str]:
    """Return the page as lines, for whoever copies it off the screen."""
    lines = [page.title, page.below]
    for part in page.sections:
        lines += ["", part.title]
        lines += [f"  {name}: {said}" for name, said in part.fields]
        lines += [f"  {line}" for line in part.lines]
    return [*lines, "", *(f"{one}: ________" for one in page.signatures)]
