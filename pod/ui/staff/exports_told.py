"""What leaves the pod, in sentences."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from textwrap import shorten

from pod.desk.exports import BundleLine, ExportsView
from pod.desk.health import Health
from pod.desk.sending import LinkTold
from pod.desk.stick import ForStudy, StickDone
from pod.gate.report import Disclosure
from pod.study import StudyFacts
from pod.ui.common.words import Text
from pod.ui.staff.health_told import health_facts
from pod.ui.staff.reading import Facts
from pod.values import Value

SHORT, WHOLE = 24, 80
"""So long a name of an agreement has room on a card, and on a page of its own."""
AGED_DAYS = 28
"""After so long without a receipt somebody asks the evaluators."""


class Fact(Value, frozen=True):
    """One sentence and its icon; `mark` where it is good, or wants somebody."""

    icon: str
    said: str
    mark: str = ""


def facts(text: Text, view: ExportsView) -> tuple[Fact, ...]:
    """Return what leaves, when it is due, what waits, left and was received."""
    words = text.room.pods.exports
    if not view.study:
        return (Fact("note", words.no_study),)
    left = when(words.left, view.left_at) if view.left_at else words.none_left
    gone = Fact("leave", left)
    level = (Fact("evaluation", _level(text, view.facts)),) if view.facts else ()
    now = (_due(text, view), _waiting(text, view), gone, _got(text, view))
    held = (_held(text, view.report),) if view.report else ()
    return (*level, *now, *held)


def _held(text: Text, report: Disclosure) -> Fact:
    """Say what the newest bundle held back; so few that they could be known, not."""
    words, held = text.room.pods.exports.held, report.held_back
    if report.level == "rows":
        said = words.rows.format(uniques=report.uniques, all=report.people_so_far)
    elif isinstance(held, str):
        said = words.few.format(k=report.k)
    elif held:
        said = words.some.format(held=held, all=report.people_so_far + held)
    else:
        said = words.nobody
    return Fact("eye", said)


def _level(text: Text, study: StudyFacts, most: int = SHORT) -> str:
    """Say what leaves: nothing behind a mere code is called anonymised."""
    words, leaves = text.room.pods.exports.level, study.leaves
    form = words["linked" if leaves.linked else leaves.level]
    agreement = shorten(study.agreement, most, placeholder="...")
    return form.format(study=study.study, k=leaves.k, agreement=agreement)


def _due(text: Text, view: ExportsView) -> Fact:
    words = text.room.pods.exports
    if view.due:
        return Fact("clock", words.due_now)
    if view.due_at is None:
        return Fact("calendar", words.no_time)
    return Fact("calendar", when(words.due, view.due_at))


def _waiting(text: Text, view: ExportsView) -> Fact:
    words = text.room.pods.exports
    if not view.waiting:
        return Fact("letter", words.none_waiting)
    if view.late:
        return Fact("clash", words.late.format(count=view.waiting), "attention")
    return Fact("letter", words.waiting.format(count=view.waiting))


def _got(text: Text, view: ExportsView) -> Fact:
    """Say what was received: the green mark stands only where all of it was."""
    words = text.room.pods.exports
    if view.unconfirmed:
        days, count = view.days or 0, view.unconfirmed
        if days >= AGED_DAYS:
            return Fact("wait", words.aged.format(count=count, days=days), "attention")
        return Fact("wait", words.unconfirmed.format(count=count, days=days))
    if view.receipt_at is None:
        return Fact("note", words.link if view.link else words.no_link)
    return Fact("well", when(words.received, view.receipt_at), "good")


def bundle_facts(text: Text, view: ExportsView) -> Facts:
    """Return the page of each bundle, and of each row that was refused."""
    words = text.room.pods.exports
    lines = [one for line in view.lines for one in (_bundle(text, line), *line.which)]
    way = words.link if view.link else words.no_link
    level = (_level(text, view.facts, WHOLE),) if view.facts else ()
    return Facts(
        name="staff-bundles",
        title=words.bundles,
        lines=(
            *level,
            *_earlier(text, view.earlier),
            *(lines or [words.no_bundles]),
            way,
        ),
    )


def _bundle(text: Text, line: BundleLine) -> str:
    words, number = text.room.pods.exports.bundle, line.sequence
    if line.received_at is not None:
        form = words.refused if line.refused else words.received
        return form.format(
            number=number,
            day=_day(line.received_at),
            accepted=line.accepted,
            refused=line.refused,
        )
    if line.written_at is not None:
        return words.unconfirmed.format(number=number, day=_day(line.written_at))
    return words.waits.format(number=number)


def care_facts(text: Text, health: Health) -> Facts:
    """Return what there is of updates, what to do here, and how the pod is."""
    words = text.room.pods.exports.care
    told = (words.by_stick, words.guide, words.check, words.look)
    return Facts(
        name="staff-care",
        title=words.title,
        lines=(*told, *health_facts(text, health).lines),
        keys=(
            ("update", "next", text.room.pods.updates.key),
            ("set_up", "next", text.room.pods.set_up.key),
        ),
    )


def outcome(text: Text, done: StickDone) -> tuple[str, ...]:
    """Return what came of an exchange with the stick, the outcome first."""
    words = text.room.pods.exports
    steps, is_ = words.steps, words.stick[done.state]
    if done.state != "fine":
        return (is_.say, is_.do)
    receipts = sum(one.taken and one.kind == "receipt" for one in done.came)
    packs = sum(one.taken and one.kind == "study" for one in done.came)
    updates = sum(one.kind == "update" for one in done.came)
    records = sum(one.taken and one.kind == "record" for one in done.came)
    refused = sum(
        not (one.taken or one.known) and one.kind != "update" for one in done.came
    )
    counted = (
        (steps.on_it, len(done.bundles)),
        (steps.needed, done.needed),
        (steps.came, receipts),
        (steps.pack, packs),
        (steps.update, updates),
        (steps.records, records),
        (steps.not_taken, refused),
    )
    said = [form.format(count=count) for form, count in counted if count]
    if not done.bundles:
        said = [steps.nothing, *said]
    safe = steps.safe if done.safe else steps.not_safe
    return (*said, *_earlier(text, done.earlier), safe)


def _earlier(text: Text, waiting: Iterable[ForStudy]) -> Iterator[str]:
    """Say of each earlier study how many bundles wait for its own stick."""
    for one in waiting:
        form = text.room.pods.exports.earlier
        yield form.format(study=one.study, count=one.count)


def sent(text: Text, told: LinkTold) -> tuple[str, ...]:
    """Return what came of sending by link."""
    words = text.room.pods.exports.sending
    return (words.waits if told.waiting else words.sent,)


def when(form: str, moment: datetime) -> str:
    """Return a sentence with a day and a time of this place."""
    here = moment.astimezone()
    return form.format(clock=f"{here:%H:%M}", day=f"{here:%d/%m/%Y}")


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y}"
