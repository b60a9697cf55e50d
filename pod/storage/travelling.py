"""Reads out of the stores what travels of somebody."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import msgspec

from pod.bundle.merging import in_order, in_time
from pod.bundle.research import code_for
from pod.bundle.traveller import (
    Consent,
    Drew,
    Enrolled,
    Gone,
    Held,
    Home,
    Known,
    Liked,
    Person,
    Roaming,
    Run,
    Signing,
)
from pod.settings import Likes
from pod.storage import journeys, keeping, outbox, people, sittings
from pod.storage.acts import What
from pod.storage.arms import WHOLE_POD
from pod.storage.codes_of import code_of
from pod.storage.doings_tables import (
    ActivityRow,
    ArmRow,
    ConsentRow,
    PersonRow,
    SittingRow,
)
from pod.storage.identities import identity, name_of
from pod.storage.journeys import last_done, newest
from pod.storage.pod_memory import recall
from pod.storage.vault import DoingsDb, PeopleDb
from pod.values import Value

V = TypeVar("V", bound=Value)

NAMED: tuple[What, ...] = ("person_added", "person_corrected")
SIGNED: tuple[What, ...] = ("pictures_chosen", "pictures_reset")


class Answers(Value, frozen=True):
    """Whose answers come along: all of them, those of some activities, or their count.

    `counted`: in the place of each activity's answers stands how many there are.
    """

    chosen: Collection[str] | None = None
    counted: bool = False

    def come(self, activity: str) -> bool:
        """Tell whether this activity's answers come along."""
        return self.chosen is None or activity in self.chosen


class _Sealed(msgspec.Struct):
    """What a bundle is called: which study it is of comes first."""

    name: str = ""


class _Left(msgspec.Struct):
    """What a bundle's record says that it told; the rest is the export's own."""

    sealed: _Sealed = msgspec.field(default_factory=_Sealed)
    people: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


ALL, NONE, COUNTED = Answers(), Answers(frozenset()), Answers(counted=True)


def read_person(
    names: PeopleDb, db: DoingsDb, pod: str, ref: str, answers: Answers = ALL
) -> Person:
    """Return all of somebody that travels; `pod` is this one's id."""
    row, told = people.person(db, ref), journeys.told(db, ref)
    known, code = identity(names, ref), code_of(names, ref)
    held = _held(db, ref)
    name = name_of(names, known)
    since = newest(row, told.known_at, last_done(names, ref, *NAMED))
    signed = newest(row, told.signing_at, last_done(names, ref, *SIGNED))
    return Person(
        ref=journeys.ref_of(db, ref),
        enrolled=Enrolled(
            on=row.enrolled_on,
            code=code,
            bands=msgspec.json.decode(row.bands, type=dict[str, str]),
        ),
        known=Known(at=since, **msgspec.structs.asdict(name)),
        signing=Signing(at=signed, pictures=known.pictures_hash),
        liked=_liked(db, row, told),
        home=Home(since=newest(row, told.home_since), pod=row.home or pod),
        roaming=Roaming(at=newest(row, told.roams_at), on=told.roams),
        consents=in_time(_consents(db, ref)),
        drew=_drew(db, ref) or told.drew,
        gone=_gone(db, ref, code, told.gone),
        sittings=held,
        runs=runs_of(db, held, answers),
    )


def _liked(db: DoingsDb, row: PersonRow, told: journeys.Told) -> Liked:
    kept = {name: getattr(row, name) for name in people.LIKES}
    return Liked(
        at=newest(row, told.liked_at, last_done(db, row.ref, "settings_chosen")),
        likes=msgspec.convert(kept, Likes),
        chosen=row.likes_chosen,
    )


def _consents(db: DoingsDb, ref: str) -> list[Consent]:
    rows = people.consents(db, ref)
    return [_as(Consent, row) for row in rows]


def _drew(db: DoingsDb, ref: str) -> Drew | None:
    """Return the arm that somebody drew of the study in force; never a whole pod's."""
    row = db.get(ArmRow, ref)
    if row is None or ref == WHOLE_POD or recall(db, outbox.STUDY) is None:
        return None
    return Drew(at=row.drawn_at, study=outbox.study(db).study, arm=row.arm)


def _gone(db: DoingsDb, ref: str, code: str, elsewhere: Gone) -> Gone:
    """Return what has left of somebody, from here and from elsewhere."""
    left = [
        msgspec.json.decode(one.record, type=_Left)
        for one in outbox.bundles(db)
        if one.record and (one.written or one.begun)
    ]
    keys = {key.partition("/") for one in left for key in one.activities}
    told = {key for whose, _, key in keys if whose == code}
    rows = {row for one in left for row in one.sittings}
    own = {
        row.id
        for row in sittings.all_sittings(db, ref)
        if code_for(code, row.id) in rows
    }
    linked = {one.sealed.name.partition("-")[0] for one in left if code in one.linked}
    return Gone(
        entered=elsewhere.entered or any(code in one.people for one in left),
        withdrawn=elsewhere.withdrawn or any(code in one.withdrawn for one in left),
        activities=tuple(sorted(told.union(elsewhere.activities))),
        sittings=tuple(sorted(own.union(elsewhere.sittings))),
        linked=tuple(sorted(linked.union(elsewhere.linked))),
    )


def _held(db: DoingsDb, ref: str) -> tuple[Held, ...]:
    rows = sittings.all_sittings(db, ref)
    return tuple(sorted((_as(Held, row) for row in rows), key=lambda one: one.id))


def runs_of(
    db: DoingsDb, held: Iterable[Held], answers: Answers = ALL
) -> tuple[Run, ...]:
    """Return the activities of these sittings, with the answers that come along."""
    known = tuple(held)
    runs = [
        _run(db, row, answers)
        for sitting in known
        for row in sittings.activities(db, sitting.id)
    ]
    return in_order(known, runs)


def _run(db: DoingsDb, row: ActivityRow, answers: Answers) -> Run:
    run: Run = msgspec.structs.replace(_as(Run, row), rows=None, journal=())
    if answers.counted:
        return msgspec.structs.replace(
            run, rows=(str(keeping.count(db, row.id)).encode(),)
        )
    rows = tuple(keeping.raw_rows(db, row.id)) if answers.come(row.id) else ()
    if not rows:
        return run
    entries = keeping.entries(db, row.id)
    journal = tuple(msgspec.json.encode(entry) for entry in entries)
    return msgspec.structs.replace(run, rows=rows, journal=journal)


def _as(kind: type[V], row: ConsentRow | SittingRow | ActivityRow) -> V:
    """Return what a table and the record call by the same names."""
    columns = {column.key for column in row.__table__.columns}
    shared = [name for name in kind.__struct_fields__ if name in columns]
    return msgspec.convert({name: getattr(row, name) for name in shared}, kind)
