"""Bundles of research rows, as pods of one study would send them."""

from io import BytesIO

import msgspec

from pod.bundle.leaving import columns_of, kind_of
from pod.bundle.manifest import bundle_name
from pod.bundle.research import FIXED, TRIAL_KEY, code_for
from pod.bundle.sheets import Envelope, Sheet, write_zip
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in
from pod.gate.numbers import numbers_of
from pod.seal import SigningKey, Trusted, seal, sig_beside
from pod.study import allowed_bands, policy_hash
from pod.task import params_hash, task_named
from tests.evaluation.rows_people import exact, somebody
from tests.export.makers import POLICY, clock, heading, measured, new_keys, opener

KEYS = new_keys()
BANDS = allowed_bands(POLICY)
TASK = task_named("ons4")
RAN = TASK.read_params()


def key_of(pod):
    """Return a pod's own signing key."""
    return SigningKey(pod.encode().ljust(32, b"."))


def rows_for(people, points=("first", "last")):
    """Return every table's rows for people who reached these points."""
    tables = {path: [] for path in FIXED}
    tables["data/trials_ons4.csv"] = []
    for one in people:
        tables["data/participants.csv"].append(one)
        for point in points:
            _sat(tables, one.study_code, point)
    return tables


def _sat(tables, who, point):
    """Add one sitting with one activity of four answers."""
    days = 0 if point == "first" else 56
    sitting, activity = code_for(who, point), code_for(who, f"{point}/ons4")
    number = 1 if point == "first" else 8
    hash_ = params_hash(RAN)
    place = (who, sitting)
    tables["data/sittings.csv"].append(
        (*place, number, point, "first", 1, days, 25, 20, "done")
    )
    ran = (1, 1, "ons4", 1, hash_, "en", 7, 5, "measured", "done", 60_000, 4)
    tables["data/activities.csv"].append((*place, activity, *ran))
    tables["data/points.csv"].append(exact(who, point, days // 7, number))
    done = measured(somebody(who), point, 4.0 + len(point) % 3, params_hash=hash_)
    tables["data/measures.csv"] += list(numbers_of(done))
    for place_in, item in enumerate(("satisfied", "worthwhile", "happy", "anxious"), 1):
        answer = (item, 5, 0, 900.5, "touch", "en")
        tables["data/trials_ons4.csv"].append((*place, activity, place_in, *answer))


def sheets_of(tables):
    """Return the tables as they are written."""
    fixed = [Sheet(path, *FIXED[path], tables[path]) for path in FIXED]
    kind = kind_of("ons4", columns_of(TASK.row))
    path = "data/trials_ons4.csv"
    return [*fixed, Sheet(path, kind, TRIAL_KEY, tables[path])]


def sent(folder, tables, pod="pod01", to=KEYS.recipients, **changed):
    """Write a bundle of these tables; return its path."""
    top = heading(to, pod=pod, **changed)
    params = {params_hash(RAN): RAN}
    envelope = Envelope(
        heading=top,
        bands=BANDS,
        key=key_of(pod),
        level="rows",
        agreement="DSA 2026/14",
        extra={"params.json": msgspec.json.encode(params)},
    )
    out = BytesIO()
    write_zip(out, envelope, sheets_of(tables))
    content = seal(out.getvalue(), top.recipients)
    path = folder / bundle_name(top.study, top.pod, top.sequence)
    path.write_bytes(content)
    sig_beside(path).write_text(key_of(pod).sign(content))
    return path


def taken(paths, catalogue, pods=("pod01",), at=None):
    """Take these bundles in; return what became of each."""
    trusted = tuple(Trusted(pod, key_of(pod).public) for pod in pods)
    given = opener(KEYS, pods=trusted, policy_hash=policy_hash(POLICY))
    return list(take_in(paths, given, catalogue, at or clock()))


def shelf(folder):
    """Open a catalogue in a folder."""
    return Catalogue(folder / "catalogue.duckdb")
