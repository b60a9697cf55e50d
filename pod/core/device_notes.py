"""What devices tell of, written down: notices for staff, and lines of the record."""

from datetime import datetime

from pod.desk import Barred, News
from pod.events import CONTROLLER, DeviceKind, Door, Event, StaffKey, Tamper, TooHot
from pod.storage.acts import What, fits, named
from pod.storage.audit import Act, audit
from pod.storage.pod_memory import give_notice, is_noticed, withdraw_notice
from pod.storage.vault import DoingsDb

TAMPER, OTHER_TAMPER = "tamper", "reader_tamper"
"""What the controller has latched, and what another device told of."""


def barred(db: DoingsDb) -> bool:
    """Tell whether somebody must look at this pod before it is used again."""
    return is_noticed(db, TAMPER) or is_noticed(db, OTHER_TAMPER)


def code_of(kind: DeviceKind) -> str:
    """Return the notice that says that such a device is lost."""
    return "box_lost" if kind == "buttons" else f"{kind}_lost"


def remember(db: DoingsDb, event: Event, now: datetime) -> None:
    """Write down what needs nobody at once; a staff key's number is no matter here."""
    match event:
        case TooHot(on=on):
            note(db, "too_hot", now, on=on)
        case StaffKey(secure=secure):
            write(db, "staff_key_secure" if secure else "staff_key", now)
        case Door(lock=lock):
            write(db, named(f"door_{lock}"), now)


def tampered(db: DoingsDb, event: Tamper, now: datetime) -> tuple[News, ...]:
    """Bar the pod, or open it again when what was latched is cleared."""
    code = TAMPER if event.device == CONTROLLER else OTHER_TAMPER
    was_barred, before = barred(db), is_noticed(db, code)
    note(db, code, now, on=bool(event.causes))
    for cause in event.causes:
        write(db, "tamper", now, cause if fits("tamper", cause) else "other")
    if before and not event.causes:
        write(db, "tamper_cleared", now)
    return (Barred(on),) if (on := barred(db)) or was_barred else ()


def note(db: DoingsDb, code: str, now: datetime, *, on: bool) -> None:
    """Let staff be told of something as long as it is so."""
    if on:
        give_notice(db, code, now)
    else:
        withdraw_notice(db, code)


def write(db: DoingsDb, what: What, now: datetime, about: str = "") -> None:
    """Write a line into the record: the pod itself saw it."""
    audit(db, Act(role="pod", what=what, about=about), now)
