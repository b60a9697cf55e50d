"""All that is kept about somebody, as lines or as a page for a printer."""

from collections.abc import Iterator, Sequence
from html import escape

from pod.desk.rights import AboutPerson, ActivityTold, Told
from pod.settings import Likes
from pod.study import Leaves, level_said

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>What is kept</title>
<style>body {{ font: 14pt/1.5 sans-serif; margin: 2cm }}</style>
<body>
{lines}
</body></html>
"""
INDENT = "  "
YES = {True: "yes", False: "no"}


def in_lines(pages: Sequence[AboutPerson]) -> Iterator[str]:
    """Say in plain lines what is kept about somebody."""
    first = pages[0]
    yield f"What this pod keeps about {first.first_name}, {first.number}, {first.cell}"
    yield f"Since {first.enrolled_on}"
    yield f"Screen: {', '.join(_liked(first.likes))}"
    for band, value in first.bands.items():
        yield f"{band.replace('_', ' ')}: {value}"
    yield from _choices(first)
    for note in first.notes:
        beside = f" beside {note.activity}" if note.activity else ""
        yield f"Correction of {note.written_on}{beside}: {note.said}"
    for one in first.raised:
        kind = one.kind.replace("_", " ")
        times = "once" if one.times == 1 else f"{one.times} times"
        yield f"Staff were called: {kind}, {times}, last on {one.last_on}"
    yield from _looks(first)
    yield from _by_staff(first)
    yield from first.diary
    for page in pages:
        yield from _sittings(page)
    yield f"What the study here lets leave: {_leaves(first.leaves)}"
    yield f"Bundles that have left with results, without a name: {_left(first)}"
    days = first.retention_days
    yield f"Kept until staff purge it: {days} days after the last time here at soonest."


def _leaves(leaves: Leaves) -> str:
    """Say at which level; without a study nothing leaves."""
    known = leaves.level == "rows" or leaves.k > 0
    return level_said(leaves, "") if known else "nothing, there is none yet"


def _left(one: AboutPerson) -> str:
    """Return how many; nobody can tell once somebody's code is forgotten."""
    return "cannot be told any more" if one.left is None else str(one.left)


def _looks(one: AboutPerson) -> Iterator[str]:
    """Say when staff looked and why, and what they chose."""
    for look in one.looks:
        why = f", for: {look.why.replace('_', ' ')}" if look.why else ""
        yield f"Staff looked at it on {look.on}{why}"
    for chosen in one.chosen:
        what, why = (w.replace("_", " ") for w in (chosen.choice, chosen.because))
        yield f"Staff chose on {chosen.on}: {what}, because: {why}"


def _by_staff(one: AboutPerson) -> Iterator[str]:
    """Say what staff wrote down that they did, and what the person shares."""
    for step in one.helped:
        did, on = step.did.replace("_", " "), step.done_at.astimezone().date()
        yield f"Staff did on {on}: {did}. {step.note}".rstrip()
    for note in one.noted:
        said = (note.happened, note.did, note.told, note.then)
        on = note.written_at.astimezone().date()
        yield f"Staff noted on {on}: {', '.join(said)}. {note.note}".rstrip()
    yield from (f"Staff began to write: {said}" for said in one.unsent)
    shared = ", ".join(one.shared) or "nothing"
    yield f"Shared with the key worker: {shared}"


def _liked(likes: Likes) -> Iterator[str]:
    yield from (likes.language, likes.text_size, likes.theme)
    yield "read aloud" if likes.voice == "aloud" else "read when asked"
    yield f"a {likes.speaker}'s voice, {likes.speed} speed"
    if likes.calm:
        yield "nothing moves"
    if likes.steady:
        yield "for hands that shake"
    if likes.ears_tried:
        yield "was asked to try headphones"


def _choices(one: AboutPerson) -> Iterator[str]:
    for chosen in one.choices:
        said = (
            f"take part {YES[chosen.take_part]}",
            f"evaluation {YES[chosen.evaluation]}",
            f"contact {YES[chosen.contact]}",
        )
        yield f"Chosen on {chosen.given_on}: {', '.join(said)}"


def _sittings(page: AboutPerson) -> Iterator[str]:
    for sitting in page.sittings:
        state = "" if sitting.finished else " (not finished)"
        yield f"Sitting {sitting.number}, {sitting.held_on}{state}"
        for activity in sitting.activities:
            yield from _activity(activity)


def _activity(one: ActivityTold) -> Iterator[str]:
    yield f"{INDENT}{one.title} [{one.activity}]: {one.kept} kept"
    yield from _told(one.answers)
    yield from _told(one.scores)


def _told(told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        yield f"{INDENT * 2}{one.name}: {one.value}"


def in_html(pages: Sequence[AboutPerson]) -> str:
    """Return a page that any browser prints; nothing in it is read as markup."""
    said = (f"<p>{escape(line)}</p>" for line in in_lines(pages))
    return PAGE.format(lines="\n".join(said))
