"""What staff must know of the pod, in sentences: each thing once, devices first."""

from pod.desk import StaffView, TroubleTile
from pod.settings import one_form
from pod.ui.common.words import Text

NOBODY_CAME, PURGE_DUE = "nobody_came", "purge_due"
"""The title tells whom to tell instead; who can purge is told how many there are."""
NUMBERS_MOST = 4


def notes(text: Text, view: StaffView) -> list[str]:
    """Return what staff must know of the pod: devices first, each thing once."""
    troubles = [trouble(text, one) for one in view.troubles]
    said = {PURGE_DUE: bool(view.past), NOBODY_CAME: any(c.tell for c in view.concerns)}
    ids = [id_ for id_ in view.notices if not said.get(id_)]
    known = [text.notices.get(id_, text.notices["other"]) for id_ in ids]
    return list(dict.fromkeys([*troubles, *known, *_accounts(text, view)]))


def trouble(text: Text, one: TroubleTile) -> str:
    """Say what is amiss with a device or a store, and what staff can do about it."""
    said = text.notices.get(one.code, text.notices["other"]).format(at=one.at)
    return f"{said} {text.advice.get(one.advice, '')}".strip()


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
