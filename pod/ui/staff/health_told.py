"""How the pod itself is, in sentences: what is amiss first."""

from collections.abc import Iterator
from datetime import datetime

from pod.desk.health import Health
from pod.ui.common.words import Text
from pod.ui.staff.reading import Facts

STEP, UNITS = 1000, ("kB", "MB", "GB", "TB")


def health_facts(text: Text, health: Health) -> Facts:
    """Return the page that tells all of it."""
    title = text.room.pods.health.title
    lines = (*_devices(text, health), *_kept(text, health), *_is(text, health))
    return Facts(name="staff-health", title=title, lines=lines)


def size(count: int) -> str:
    """Return so many bytes as people say it: "12 MB"."""
    amount, at = count / STEP, 0
    while amount >= STEP and at < len(UNITS) - 1:
        amount, at = amount / STEP, at + 1
    return f"{amount:.0f} {UNITS[at]}"


def _devices(text: Text, health: Health) -> Iterator[str]:
    """Say which devices do not answer, each by itself, then which do."""
    words = text.room.pods.health
    for one in health.devices:
        if not one.well:
            yield words.gone.format(device=text.wing.devices[one.kind])
    well = [text.wing.devices[one.kind] for one in health.devices if one.well]
    if well:
        yield words.works.format(devices=", ".join(well))
    if not health.devices:
        yield words.no_device


def _kept(text: Text, health: Health) -> Iterator[str]:
    """Say how much room there is, when it was copied, and what has left."""
    words = text.room.pods.health
    form = words.room if health.has_room else words.full
    yield form.format(size=size(health.store_bytes), free=size(health.free_bytes))
    if health.backup_at is None:
        yield words.no_backup
    else:
        copied = [_when(words.backup, health.backup_at)]
        if health.elsewhere is not None:
            copied.append(words.elsewhere if health.elsewhere else words.not_elsewhere)
        yield " ".join(copied)
    if health.study:
        yield words.study.format(
            study=health.study, left=health.left, received=health.received
        )
    else:
        yield words.no_study


def _is(text: Text, health: Health) -> Iterator[str]:
    """Say what time it has, whether it can be heard, its record and its version."""
    words = text.room.pods.health
    yield _when(words.clock if health.clock_right else words.clock_wrong, health.now)
    yield words.voice[health.voice]
    for head in health.heads[-1:]:
        yield words.record.format(head=head)
    yield words.release.format(version=health.version, settings=health.configuration)


def _when(form: str, moment: datetime) -> str:
    here = moment.astimezone()
    return form.format(clock=f"{here:%H:%M}", day=f"{here:%d/%m/%Y}")
