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


def before(text: Text, view: StaffView) -> str:
    """Say first when they were here before, and when nobody is on duty."""
    said = _since(text, view)
    return said if view.attended else f"{said} {text.staff.nobody_on_duty}".strip()


def _since(text: Text, view: StaffView) -> str:
    """Return when they were here before, and what was not accepted since; told once."""
    if (since := view.since) is None:
        return ""
    words = text.staff
    last = since.last_in_at and since.last_in_at.astimezone()
    said = words.first_here
    if last:
        said = words.last_here.format(day=f"{last:%d/%m}", clock=f"{last:%H:%M}")
    if since.not_accepted:
        said += " " + words.not_accepted.format(count=since.not_accepted)
    return said
