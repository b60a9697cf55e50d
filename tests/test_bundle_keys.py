"""Keys change: whoever can open a bundle, and whose signature counts, old and new."""

import subprocess

import pytest
from msgspec.structs import replace

from pod.bundle.carry import write_bundle
from pod.bundle.pack import open_bundle
from pod.errors import Sealed, Untrusted
from pod.seal import (
    Trusted,
    allowed_line,
    new_identity,
    read_allowed,
    recipient_of,
    sig_beside,
)
from tests.export.makers import OTHER_KEY, POD_KEY, new_keys, opener, sealed_bundle

OLD = new_keys()
NEXT = new_identity()
OVERLAP = (*OLD.recipients, recipient_of(NEXT))
AFTER = (OLD.recipients[1], recipient_of(NEXT))
BEFORE_IT = sealed_bundle(OLD)
AMID_IT = sealed_bundle(OLD, sequence=2, recipients=OVERLAP)
AFTER_IT = sealed_bundle(OLD, sequence=3, recipients=AFTER)


def opens(bundle, *identities):
    """Tell whether an evaluator with these keys opens a bundle."""
    known = opener(OLD, identities=identities, recipients=(*OVERLAP,))
    try:
        open_bundle(bundle, known)
    except Sealed:
        return False
    return True


def test_a_new_key_overlaps_with_the_old_one_before_that_goes():
    told = {
        "before": (opens(BEFORE_IT, OLD.study), opens(BEFORE_IT, NEXT)),
        "amid": (opens(AMID_IT, OLD.study), opens(AMID_IT, NEXT)),
        "after": (opens(AFTER_IT, OLD.study), opens(AFTER_IT, NEXT)),
    }
    assert told == {
        "before": (True, False),
        "amid": (True, True),
        "after": (False, True),
    }


def test_an_evaluator_who_keeps_both_keys_opens_every_bundle():
    for bundle in (BEFORE_IT, AMID_IT, AFTER_IT):
        assert opens(bundle, NEXT, OLD.study)
        assert opens(bundle, OLD.study, NEXT)


BOTH = (Trusted("pod07", POD_KEY.public), Trusted("pod07", OTHER_KEY.public))
"""A pod that signs with a new key: what it signed with the old one counts as well."""


@pytest.mark.parametrize("key", [POD_KEY, OTHER_KEY], ids=["old", "new"])
def test_a_pods_old_and_new_signature_both_count_while_both_are_known(key):
    bundle = sealed_bundle(OLD, key=key)
    opened = open_bundle(bundle, opener(OLD, pods=BOTH))
    assert opened.manifest.heading.pod == "pod07"
    other = tuple(one for one in BOTH if one.key != key.public)
    with pytest.raises(Untrusted):
        open_bundle(bundle, opener(OLD, pods=other))


def test_ssh_keygen_believes_both_keys_by_one_file_of_allowed_signers(tmp_path):
    lines = "".join(allowed_line(one) for one in BOTH)
    assert read_allowed(lines) == BOTH
    (tmp_path / "allowed").write_text(lines)
    who = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "pod07"]
    for number, key in enumerate((POD_KEY, OTHER_KEY), 1):
        path = write_bundle(tmp_path, sealed_bundle(OLD, key=key, sequence=number))
        words = [*who, "-n", "training-pod", "-s", sig_beside(path).name]
        subprocess.run(words, input=path.read_bytes(), cwd=tmp_path, check=True)


def test_a_strangers_signature_is_not_made_good_by_another_of_the_pods_keys():
    bundle = replace(sealed_bundle(OLD), signature=OTHER_KEY.sign(b"something else"))
    with pytest.raises(Untrusted):
        open_bundle(bundle, opener(OLD, pods=BOTH))
