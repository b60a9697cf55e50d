"""Updates that come by stick, in sentences."""

from collections.abc import Iterator

from pod.desk.updating import OneUpdate, UpdatesTold, UpdateTaken
from pod.ui.common.words import Text
from pod.ui.staff.health_told import size
from pod.ui.staff.reading import Facts

MB = 1_000_000


def ready(text: Text) -> tuple[str, ...]:
    """Return what to do first."""
    return (text.room.pods.updates.ready,)


def stands(text: Text, told: UpdatesTold | UpdateTaken) -> tuple[str, ...]:
    """Return why there is nothing to show, or why it was not taken; then what to do."""
    words = text.room.pods.updates
    stood = words.stands[told.state]
    trial = told.trial if isinstance(told, UpdatesTold) else "none"
    said = () if trial == "none" else (words.trial[trial],)
    return (stood.say, stood.do, *said)


def update_facts(text: Text, told: UpdatesTold, at: int) -> Facts:
    """Return the page of one update: what it is, who signed, what it changes."""
    words, one = text.room.pods.updates, told.updates[at]
    keys = [("take", "done", words.take)] if one.state == "fine" else []
    if len(told.updates) > 1:
        keys.append(("other", "next", words.other))
    return Facts(
        name="staff-update-shown",
        title=words.title,
        lines=tuple(_lines(text, told, one)),
        keys=tuple(keys),
    )


def _lines(text: Text, told: UpdatesTold, one: OneUpdate) -> Iterator[str]:
    """Say what it is and whether it may be taken; an unbelieved one has but a name."""
    words, stood = text.room.pods.updates, text.room.pods.updates.stands[one.state]
    yield from _of(text, one) if one.signed else (words.named.format(name=one.name),)
    yield f"{stood.say} {stood.do}"
    if one.kind == "program":
        yield words.here.format(version=told.version, release=told.release)
    if told.trial != "none":
        yield words.trial[told.trial]


def _of(text: Text, one: OneUpdate) -> Iterator[str]:
    words = text.room.pods.updates
    form = words.program if one.kind == "program" else words.content
    yield form.format(what=one.of, version=one.version, release=one.release)
    if one.changes:
        said = one.changes.get(text.language) or next(iter(one.changes.values()))
        yield words.changes.format(changes=said)
    yield words.signed.format(names=", ".join(one.signed))
    if one.made_on is not None:
        day = f"{one.made_on:%d/%m/%Y}"
        yield words.made.format(day=day, size=size(one.megabytes * MB))


def outcome(text: Text, done: UpdateTaken) -> tuple[str, ...]:
    """Return what came of taking one in, the outcome first."""
    if done.state != "fine":
        return stands(text, done)
    words, steps = text.room.pods.updates, text.room.pods.exports.steps
    form = words.began_program if done.kind == "program" else words.began_content
    safe = steps.safe if done.safe else steps.not_safe
    return (form.format(release=done.release), safe)
