"""A study for pairs of people, and what three people do at a real pod."""

import msgspec
from sqlalchemy import delete

from pod import desk
from pod.bundle.pack import Arrived, open_bundle
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.seal import Trusted, sig_beside
from pod.storage import identities, packing
from pod.storage.codes_of import code_of
from pod.storage.doings_tables import KeptRow, PackedRow
from pod.storage.keeping import person_of
from pod.storage.seals import sealing
from pod.study import StudyPack, allowed_bands, policy_hash
from pod.values import seeded
from tests.export.makers import POD_KEY, POLICY, new_keys, opener

KEYS = new_keys()
PAIRS = msgspec.structs.replace(POLICY, k=2)
PACK = StudyPack(
    study="calm",
    title="Calmer days",
    signed_by=POD_KEY.public,
    recipients=KEYS.recipients,
    receipt_keys=(POD_KEY.public,),
    policy=PAIRS,
    outcomes=(),
)


def signed_pack(pack=PACK, key=POD_KEY):
    """Return a pack's bytes and its signature, as a command hands them over."""
    content = msgspec.json.encode(pack)
    return content, key.sign(content)


def refs(inside):
    """Return the references of everybody at this pod."""
    with inside.memory.people.begin() as db:
        return [tile.person for tile in identities.tiles(db)]


def rewrite(db, activity, rows):
    """Let an activity have kept other rows, as many as it has."""
    person = person_of(db, activity)
    gone = delete(PackedRow).where(PackedRow.activity == activity)
    if db.execute(gone).rowcount:
        packing.pack(db, person, activity, rows)
    for row in db.query(KeptRow).where(KeptRow.activity == activity):
        place = f"kept/{activity}/{row.number}"
        row.row = sealing(db).seal(person, place, rows[row.number - 1])


def code(inside, person):
    """Return somebody's study code."""
    with inside.memory.people.begin() as db:
        return code_of(db, person)


def sitting(inside, person):
    """Let somebody have their next sitting."""
    assert sitting_by_script(inside.core.answer, STAFF[0], person, traits(seeded(1), 0))


def answer_again(inside, person, *, evaluation):
    """Let somebody answer the three choices again, at the pod."""
    ask, staff = inside.core.answer, STAFF[0]
    ask(desk.StaffSignIn(staff.number, staff.code))
    ask(desk.Unlock(person))
    ask(desk.PicturesTapped(PICTURES))
    ask(desk.ConsentGiven(take_part=True, evaluation=evaluation, contact=False))
    ask(desk.Lock())


def told_by(path, store):
    """Open what lies at `path` as the study's evaluator would."""
    sealed = Arrived(
        name=path.name,
        content=path.read_bytes(),
        signature=sig_beside(path).read_text(),
    )
    trusted = Trusted("pod01", store.signing_key().public)
    policy = {"policy_hash": policy_hash(PAIRS), "bands": allowed_bands(PAIRS)}
    return open_bundle(sealed, opener(KEYS, pods=(trusted,), **policy))
