"""A study, its keys, and people whose results may leave."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from pod.bundle.pack import Heading, Opener, build_zip, seal_bundle
from pod.clock import VirtualClock
from pod.evaluation.folder import StudyFolder, lay_keys
from pod.evaluation.plan import Wishes, outcomes_of, plan
from pod.export.release import Already, Enrolled, Measured, released
from pod.export.run import already
from pod.seal import SigningKey, Trusted, new_identity, recipient_of
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
        "language": "en",
        "weeks_since_start": 0 if point == "first" else 8,
        "scores": {"satisfied": scored(satisfied), "anxious": missing("skipped")},
        "items": {"satisfied": satisfied, "anxious": None},
        "timing": {"touch": 4},
        "mode": "self",
    }
    return Measured(**{**usual, **changed})


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


def sealed_bundle(keys, released=None, key=POD_KEY, heads=(), **changed):
    top = heading(keys.recipients, **changed)
    rows = some_release() if released is None else released
    content = build_zip(top, rows, allowed_bands(POLICY), key, heads)
    return seal_bundle(top, content, key)


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
        self.known_heads = ()

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

    def already_released(self):
        return already(self.whole())

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
