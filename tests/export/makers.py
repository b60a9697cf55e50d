"""A study, its keys, and people whose results may leave."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

from pod.bundle.pack import Arrived, Heading, Opener, bundle_name
from pod.bundle.sheets import Envelope, write_zip
from pod.bundle.tables import outcome_sheets
from pod.clock import VirtualClock
from pod.evaluation.folder import StudyFolder, lay_keys
from pod.evaluation.plan import Wishes, outcomes_of, plan
from pod.export.earlier import left_for
from pod.export.remembered import already
from pod.gate import release as gate
from pod.gate.known import Already, AtPoint, Enrolled, Measured
from pod.seal import SigningKey, Trusted, new_identity, recipient_of, seal
from pod.study import (
    BAND_VALUES,
    Policy,
    allowed_bands,
    ladder_to,
    policy_hash,
    write_study,
)
from pod.task import missing, scored

POD_KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(range(1, 33)))
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
POLICY = Policy(
    k=5,
    suppress_below=10,
    group_by="sentence_band",
    ladder=ladder_to("sentence_band"),
    bands=BAND_VALUES,
)


def person(number, **bands):
    usual = {
        "age_band": "25-29",
        "sex": "male",
        "sentence_band": "1-4 years",
        "custody_band": "3-12 months",
        "prison_type": "local",
    }
    return Enrolled(
        study_code=f"code{number:06d}",
        bands={**usual, **bands},
        consent_evaluation=True,
        withdrawn=False,
    )


def people(n, start=0, **bands):
    return [person(number, **bands) for number in range(start, start + n)]


def measured(person, point="first", satisfied=5.0, **changed):
    usual = {
        "study_code": person.study_code,
        "point": point,
        "task": "ons4",
        "task_version": 1,
        "params_hash": "ab12",
        "scoring": "items as asked; no total",
        "scores": {"satisfied": scored(satisfied), "anxious": missing("skipped")},
        "items": {"satisfied": satisfied, "anxious": None},
        "timing": {"touch": 4},
    }
    return Measured(**{**usual, **changed})


def at_point(code, point, **changed):
    first = point == "first"
    usual = {
        "study_code": code,
        "point": point,
        "weeks": 0 if first else 8,
        "sittings": 1 if first else 8,
        "minutes": 15 if first else 120,
    }
    return AtPoint(**{**usual, **changed})


def points_of(rows, **changed):
    reached = sorted({(row.study_code, row.point) for row in rows})
    return [at_point(code, point, **changed) for code, point in reached]


def released(everybody, rows, policy, already, **changed):
    rows = list(rows)
    return gate.released(everybody, rows, points_of(rows, **changed), policy, already)


def both_points(everybody, change=1.0):
    return [
        measured(one, point, satisfied)
        for number, one in enumerate(everybody)
        for point, satisfied in (
            ("first", 4.0 + number % 3),
            ("last", 4.0 + number % 3 + change + 0.1 * (number % 2)),
        )
    ]


def some_release(n=6):
    everybody = people(n)
    return released(everybody, both_points(everybody), POLICY, Already())


def new_keys():
    study, escrow = new_identity(), new_identity()
    recipients = (recipient_of(study), recipient_of(escrow))
    return SimpleNamespace(study=study, escrow=escrow, recipients=recipients)


def heading(recipients, **changed):
    usual = {
        "bundle": f"{7:032x}",
        "study": "calm",
        "pod": "pod07",
        "sequence": 1,
        "previous": "",
        "policy_hash": policy_hash(POLICY),
        "recipients": recipients,
    }
    return Heading(**{**usual, **changed})


def build_zip(top, released, key=POD_KEY, **more):
    """Return the signed ZIP of what is released."""
    out, bands = BytesIO(), allowed_bands(POLICY)
    envelope = Envelope(heading=top, bands=bands, key=key, **more)
    write_zip(out, envelope, outcome_sheets(released, bands))
    return out.getvalue()


def zipped(files):
    """Return a ZIP of these very files, as any program might pack them."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(path, files[path])
    return out.getvalue()


def sent(content, top, key=POD_KEY):
    """Return a ZIP sealed and signed as a pod would, whole."""
    sealed = seal(content, top.recipients)
    name = bundle_name(top.study, top.pod, top.sequence)
    return Arrived(name=name, content=sealed, signature=key.sign(sealed))


def sealed_bundle(keys, released=None, key=POD_KEY, heads=(), **changed):
    top = heading(**{"recipients": keys.recipients, **changed})
    rows = some_release() if released is None else released
    return sent(build_zip(top, rows, key, heads=heads), top, key)


def opener(keys, **changed):
    usual = {
        "study": "calm",
        "pods": (Trusted("pod07", POD_KEY.public),),
        "identities": (keys.study,),
        "recipients": keys.recipients,
        "policy_hash": policy_hash(POLICY),
        "bands": allowed_bands(POLICY),
    }
    return Opener(**{**usual, **changed})


class Memory:
    """An export store that remembers for as long as the test lasts."""

    def __init__(self, pack, pod="pod07", key=POD_KEY):
        self.pack, self.name, self.key = pack, pod, key
        self.people, self.rows = [], []
        self.records, self.written, self.voided = [], set(), set()
        self.kept, self.began = {}, {}
        self.known_heads = ()
        self.packs_before = ()

    def study(self):
        return self.pack

    def pod(self):
        return self.name

    def signing_key(self):
        return self.key

    def next_sequence(self):
        return len(self.records) + 1

    def previous_hash(self):
        return self.records[-1].sha256 if self.records else ""

    def heads(self):
        return self.known_heads

    def enrolled(self):
        return self.people

    def measured(self):
        return self.rows

    def points(self):
        return points_of(self.rows)

    def already_released(self):
        return already(self.whole(), self.pack.study)

    def earlier(self):
        return self.packs_before

    def left_for(self, study):
        return left_for(self.whole(), study, {})

    def keep_piece(self, sequence, number, piece):
        assert number == len(self.kept.setdefault(sequence, []))
        self.kept[sequence].append(piece)

    def drop_unfinished(self):
        whole = {one.sequence for one in self.records}
        self.kept = {at: what for at, what in self.kept.items() if at in whole}

    def pieces(self, sequence):
        return iter(self.kept[sequence])

    def content(self, record):
        """Return a remembered bundle's bytes."""
        return b"".join(self.kept[record.sequence])

    def arrived(self, record):
        """Return a remembered bundle as it would come to an evaluator."""
        told = record.sealed
        content = self.content(record)
        return Arrived(name=told.name, content=content, signature=told.signature)

    def note_begun(self, bundle, where):
        self.began[bundle] = where

    def begun(self):
        open_yet = self.began.keys() - self.written
        return {one: self.began[one] for one in open_yet if self.began[one]}

    def remember_export(self, record):
        self.records.append(record)

    def unwritten(self):
        return [one for one in self.whole() if one.bundle not in self.written]

    def mark_written(self, bundle):
        self.written.add(bundle)

    def void(self, bundle):
        self.voided.add(bundle)

    def whole(self):
        return [one for one in self.records if one.bundle not in self.voided]


def clock():
    return VirtualClock(BEGAN)


def study_folder(path: Path, **wishes):
    wanted = Wishes(name="calm", **wishes)
    keys = lay_keys(path, None)
    write_study(path, plan(wanted, outcomes_of(wanted), keys), keys.signing)
    return StudyFolder(path)
