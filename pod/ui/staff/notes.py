"""What staff must know of the pod, in sentences: each thing once, devices first."""

from pod.desk import StaffView, TroubleTile
from pod.settings import one_form
from pod.ui.common.words import Text

NOBODY_CAME, PURGE_DUE = "nobody_came", "purge_due"
"""The title tells whom to tell instead; who can purge is told how many there are."""
LONGEST_WORD, END_OF_WORD = 20, 16
NUMBERS_MOST = 4


def notes(text: Text, view: StaffView) -> list[str]:
    """Return what staff must know of the pod: devices first, each thing once."""
    troubles = [_short(trouble(text, one)) for one in view.troubles]
    said = {PURGE_DUE: bool(view.past), NOBODY_CAME: any(c.tell for c in view.concerns)}
    ids = [id_ for id_ in view.notices if not said.get(id_)]
    known = [text.notices.get(id_, text.notices["other"]) for id_ in ids]
    return list(dict.fromkeys([*troubles, *known, *_accounts(text, view)]))


def trouble(text: Text, one: TroubleTile) -> str:
    """Say what is amiss with a device, and what staff can do about it."""
    return f"{text.notices.get(one.code, one.say)} {one.do}".strip()


def _accounts(text: Text, view: StaffView) -> list[str]:
    """Return what staff must see to: a certificate that ends, accounts, old records."""
    words, said = text.staff, []
    if view.certified:
        forms = text.counted.certified_days
        said.append(one_form(text.language, forms, view.certified))
    for form, numbers in ((words.locked, view.locked), (words.unused, view.unused)):
        if numbers:
            shown = ", ".join(numbers[:NUMBERS_MOST])
            more = "…" if len(numbers) > NUMBERS_MOST else ""
            said.append(form.format(numbers=shown + more))
    if view.past:
        said.append(words.past.format(count=view.past))
    return said


def _short(sentence: str) -> str:
    """Return a sentence with the ends alone of words too long for a line: of ports."""
    words = sentence.split()
    return " ".join(
        word if len(word) <= LONGEST_WORD else f"…{word[-END_OF_WORD:]}"
        for word in words
    )
