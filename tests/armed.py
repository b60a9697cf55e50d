"""Allocations, and packs whose arms a pod can draw from."""

from pod.arms import Allocation, Arm, seal_sequence
from pod.seal import new_identity, recipient_of
from pod.study import StudyPack
from tests.export.makers import POD_KEY, POLICY, new_keys

NOW = Arm(name="now", programme="first")
LATER = Arm(name="later", programme="first", wait_weeks=8)
IDENTITY = new_identity()


def allocation(places="0110", **changed):
    usual = {
        "study": "calm",
        "pod": "pod01",
        "unit": "person",
        "starts_on": None,
        "arms": (NOW, LATER),
        "nonce": "ab" * 32,
        "places": places,
    }
    return Allocation(**{**usual, **changed})


def pack_with(held, identity=IDENTITY, **changed):
    """Return a study pack with the arms of `held`, sealed for one pod."""
    usual = {
        "study": held.study,
        "title": "Calmer days",
        "signed_by": POD_KEY.public,
        "recipients": new_keys().recipients,
        "receipt_keys": (POD_KEY.public,),
        "policy": POLICY,
        "outcomes": (),
        "arms": held.arms,
        "unit": held.unit,
        "starts_on": held.starts_on,
        "sequences": (seal_sequence(held, recipient_of(identity)),),
    }
    return StudyPack(**{**usual, **changed})
