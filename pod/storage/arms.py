"""Which arm somebody is in: drawn once, in the order of the pod's sealed sequence.

The store keeps the sequence as it came, sealed. It is opened in memory for one draw;
what comes after that place is told to nobody and written nowhere.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec
from sqlalchemy import select, update

from pod import arms
from pod.arms import Arm, arm_at
from pod.bundle.traveller import Drew
from pod.errors import Malformed, Usage
from pod.storage import outbox, people
from pod.storage.audit import Act, audit
from pod.storage.doings_tables import ArmRow, PersonRow
from pod.storage.packs import note_number, refuse_older
from pod.storage.pod_memory import recall, remember
from pod.storage.tables import SettingRow
from pod.storage.vault import DoingsDb
from pod.study import StudyPack, open_allocation, sequence_for
from pod.values import Value

DRAWN = "arms-drawn"
ELSEWHERE = -1
"""The place of an arm that was drawn from another pod's sequence."""
WHOLE_POD = "pod"
"""Who has drawn where the whole pod is in one arm; shorter than any reference."""


class Drawn(Value, frozen=True, kw_only=True):
    """What this pod draws from for good, and how many places it has taken."""

    study: str
    commitment: str
    places: int


def install(db: DoingsDb, pod: str, pack: StudyPack) -> None:
    """Take on a study pack; one with arms only if this pod can draw from it.

    Once somebody has drawn, neither the same study with another sequence nor another
    study with arms is taken on (Usage). The place reached stays, whatever is installed.
    """
    if pack.arms:
        open_allocation(pack, pod, outbox.identity(db))
    _refuse_another(db, pod, pack)
    refuse_older(db, pack)
    note_number(db, pack)
    outbox.install_study(db, pack)


def arm_of(db: DoingsDb, pod: str, person: str, now: datetime) -> Arm | None:
    """Return somebody's arm, drawn now if it never was; None in a study without arms.

    Call it for people who agreed, after their answer is committed: a sequence that is
    used up, or does not open, is Trouble, and takes back its own transaction only.
    """
    pack = _pack(db)
    if pack is None or not pack.arms:
        return None
    people.person(db, person)
    row = _row(db, pack, person) or _draw(db, pod, pack, person, now)
    return _named(pack, row.arm)


def all_drawn(db: DoingsDb) -> Mapping[str, str]:
    """Return the arms that were drawn, by person; a whole pod's is everybody's."""
    pack = _pack(db)
    if pack is None or not pack.arms:
        return {}
    drawn = {row.person: row.arm for row in db.scalars(select(ArmRow))}
    if pack.unit != "pod":
        return drawn
    everybody = db.scalars(select(PersonRow.ref)) if WHOLE_POD in drawn else ()
    return dict.fromkeys(everybody, drawn.get(WHOLE_POD, ""))


def begins_on(db: DoingsDb, person: str) -> date | None:
    """Return the day somebody's training may begin; None before a draw, without arms.

    A whole pod counts from the study's start, a person from their own draw.
    """
    pack = _pack(db)
    row = _row(db, pack, person) if pack and pack.arms else None
    if pack is None or row is None:
        return None
    since = pack.starts_on or row.drawn_at.date()
    return arms.begins_on(_named(pack, row.arm), since)


def drew_elsewhere(db: DoingsDb, person: str, drew: Drew | None) -> None:
    """Keep the arm that somebody drew at another pod, if this pod serves that study.

    It takes no place of this pod's own sequence. Where a whole pod is in one arm,
    whoever comes is in this pod's.
    """
    pack = _pack(db)
    if drew is None or pack is None or pack.unit == "pod" or pack.study != drew.study:
        return
    before = db.get(ArmRow, person)
    if before is None or (before.drawn_at, before.arm) != (drew.at, drew.arm):
        _named(pack, drew.arm)
        row = ArmRow(person=person, place=ELSEWHERE, arm=drew.arm, drawn_at=drew.at)
        db.merge(row)
        db.flush()


def _pack(db: DoingsDb) -> StudyPack | None:
    return outbox.study(db) if recall(db, outbox.STUDY) is not None else None


def _who(pack: StudyPack, person: str) -> str:
    return WHOLE_POD if pack.unit == "pod" else person


def _row(db: DoingsDb, pack: StudyPack, person: str) -> ArmRow | None:
    return db.get(ArmRow, _who(pack, person), populate_existing=True)


def _draw(
    db: DoingsDb, pod: str, pack: StudyPack, person: str, now: datetime
) -> ArmRow:
    """Take the next place, with its line in the record, or do nothing at all."""
    _take_turn(db)
    if row := _row(db, pack, person):
        return row
    _refuse_another(db, pod, pack)
    drawn, who = _drawn(db), _who(pack, person)
    place = drawn.places if drawn else 0
    arm = arm_at(open_allocation(pack, pod, outbox.identity(db)), place)
    row = ArmRow(person=who, place=place, arm=arm.name, drawn_at=now)
    db.add(row)
    taken = Drawn(
        study=pack.study,
        commitment=sequence_for(pack, pod).commitment,
        places=place + 1,
    )
    remember(db, DRAWN, msgspec.json.encode(taken))
    audit(db, Act(role="pod", what="arm_drawn", about=f"{place}:{who}"), now)
    db.flush()
    return row


def _take_turn(db: DoingsDb) -> None:
    """Take SQLite's write lock before looking how far the draws have come.

    Reading first, two programs could take the same place. This changes nothing.
    """
    same = update(SettingRow).where(SettingRow.name == DRAWN).values(name=DRAWN)
    db.execute(same, execution_options={"synchronize_session": False})


def _drawn(db: DoingsDb) -> Drawn | None:
    row = db.get(SettingRow, DRAWN, populate_existing=True)
    return msgspec.json.decode(row.value, type=Drawn) if row else None


def _refuse_another(db: DoingsDb, pod: str, pack: StudyPack) -> None:
    """Refuse a pack that would draw from anything but what was drawn from before."""
    drawn = _drawn(db)
    if drawn is None or not (pack.arms or pack.study == drawn.study):
        return
    if not pack.arms or sequence_for(pack, pod).commitment != drawn.commitment:
        raise Usage(
            f"This pod has drawn arms for the study {drawn.study} already.",
            "It keeps to that study's first pack. Another study needs another pod.",
        )


def _named(pack: StudyPack, name: str) -> Arm:
    for arm in pack.arms:
        if arm.name == name:
            return arm
    raise Malformed("The study in force does not have the arm that was drawn")
