"""The bundle: what other programs make of it, and what it takes to be believed."""

import json
import re
import subprocess

import frictionless
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.archive import unzipped
from pod.bundle.carry import write_bundle
from pod.bundle.pack import open_bundle
from pod.bundle.released import (
    Measure,
    Participant,
    Reached,
    Released,
    Withdrawal,
)
from pod.errors import Malformed, Sealed, Untrusted
from pod.seal import Trusted, allowed_line, new_identity, seal, sig_beside, unseal
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    build_zip,
    heading,
    new_keys,
    opener,
    sealed_bundle,
    some_release,
    zipped,
)

KEYS = new_keys()
RELEASED = msgspec.structs.replace(
    some_release(), withdrawals=(Withdrawal(study_code="leftandgone"),)
)
SEALED = sealed_bundle(KEYS, RELEASED)


def resealed(files, key=POD_KEY):
    """Seal and sign other content, as somebody with a pod's key could."""
    content = seal(zipped(files), KEYS.recipients)
    return msgspec.structs.replace(SEALED, content=content, signature=key.sign(content))


def inside():
    return unzipped(unseal(SEALED.content, [KEYS.study]))


def unpack_with_real_programs(folder):
    path = write_bundle(folder, SEALED)
    (folder / "key").write_text(KEYS.escrow)
    (folder / "allowed").write_text(allowed_line(Trusted("pod07", POD_KEY.public)))
    for command, stdin in (
        (["age", "-d", "-i", "key", "-o", "bundle.zip", path.name], None),
        (["unzip", "-q", "bundle.zip", "-d", "out"], None),
        (verify(sig_beside(path).name), path),
        (verify("out/manifest.json.sig"), folder / "out" / "manifest.json"),
    ):
        given_bytes = stdin.read_bytes() if stdin else b""
        subprocess.run(command, input=given_bytes, cwd=folder, check=True)
    return folder / "out"


def verify(sig):
    who = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "pod07"]
    return [*who, "-n", "training-pod", "-s", sig]


def test_age_ssh_keygen_unzip_and_frictionless_accept_a_bundle(tmp_path):
    out = unpack_with_real_programs(tmp_path)
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    assert rows == {
        "participants": 6,
        "points": 12,
        "measures": 48,
        "withdrawals": 1,
    }


def test_frictionless_refuses_a_band_outside_the_closed_list(tmp_path):
    out = unpack_with_real_programs(tmp_path)
    table = out / "data" / "participants.csv"
    table.write_bytes(table.read_bytes().replace(b"male", b"mole"))
    report = frictionless.validate(str(out / "datapackage.json"))
    errors = {error[0] for error in report.flatten(["type"])}
    assert "constraint-error" in errors


def test_a_bundle_says_what_was_released_and_nothing_of_the_calendar():
    opened = open_bundle(SEALED, opener(KEYS))
    assert opened.released == RELEASED
    manifest = opened.manifest
    assert manifest.heading == heading(KEYS.recipients)
    assert manifest.content == ("ons4 1",)
    assert manifest.counts == {
        "participants": 6,
        "points": 12,
        "measures": 48,
        "withdrawals": 1,
    }
    assert not re.search(rb"\b20\d\d\b", inside()["manifest.json"])
    assert SEALED.name == "calm-pod07-000001.podbundle"


def test_the_same_content_makes_the_same_zip():
    first, again = (
        build_zip(heading(KEYS.recipients), some_release()) for _ in range(2)
    )
    assert first == again


@settings(max_examples=60)
@given(st.data())
def test_any_flipped_bit_of_the_ciphertext_is_untrusted(data):
    at = data.draw(st.integers(0, len(SEALED.content) - 1))
    content = bytearray(SEALED.content)
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Untrusted):
        open_bundle(
            msgspec.structs.replace(SEALED, content=bytes(content)), opener(KEYS)
        )


def test_a_bundle_of_an_unknown_pod_is_refused_before_it_is_decrypted():
    stranger = sealed_bundle(KEYS, key=OTHER_KEY)
    nobody = opener(KEYS, identities=())
    with pytest.raises(Untrusted):
        open_bundle(stranger, nobody)
    with pytest.raises(Sealed):
        open_bundle(SEALED, nobody)


def test_either_key_opens_it_and_another_does_not():
    for identity in (KEYS.study, KEYS.escrow):
        open_bundle(SEALED, opener(KEYS, identities=(new_identity(), identity)))
    with pytest.raises(Sealed):
        open_bundle(SEALED, opener(KEYS, identities=(new_identity(),)))


def test_a_pod_cannot_speak_for_another_pod():
    pods = (Trusted("pod07", POD_KEY.public), Trusted("pod08", OTHER_KEY.public))
    posing = sealed_bundle(KEYS, key=OTHER_KEY)
    with pytest.raises(Untrusted, match="says it comes from pod07"):
        open_bundle(posing, opener(KEYS, pods=pods))
    with pytest.raises(Untrusted):
        open_bundle(resealed(inside(), OTHER_KEY), opener(KEYS, pods=pods))


def test_content_meant_for_another_study_is_refused():
    with pytest.raises(Untrusted, match="meant for others"):
        open_bundle(SEALED, opener(KEYS, recipients=new_keys().recipients))
    with pytest.raises(Malformed, match="belongs to the study"):
        open_bundle(SEALED, opener(KEYS, study="other"))
    with pytest.raises(Malformed, match="another policy"):
        open_bundle(SEALED, opener(KEYS, policy_hash="0" * 64))


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"data/measures.csv": b""}, Malformed),
        ({"data/extra.csv": b"x"}, Malformed),
        ({"manifest.json": b"{}"}, Untrusted),
        ({"manifest.json.sig": b"\xff"}, Untrusted),
        ({"manifest.json": None}, Malformed),
        ({"README.txt": None}, Malformed),
    ],
)
def test_a_file_changed_inside_is_noticed(change, trouble):
    files = {**inside(), **change}
    with pytest.raises(trouble):
        open_bundle(
            resealed({name: what for name, what in files.items() if what is not None}),
            opener(KEYS),
        )


@pytest.mark.parametrize(
    ("form", "made"), [(1, "an older"), (2, "an older"), (4, "a newer")]
)
def test_a_bundle_of_another_form_is_refused_by_a_sentence_that_says_so(form, made):
    files = inside()
    files["manifest.json"] = files["manifest.json"].replace(
        b'"schema_version": 3', b'"schema_version": %d' % form
    )
    files["manifest.json.sig"] = POD_KEY.sign(files["manifest.json"]).encode()
    with pytest.raises(Malformed, match=f"{made} version of the program"):
        open_bundle(resealed(files), opener(KEYS))


def test_a_value_that_others_would_refuse_never_leaves():
    row = msgspec.structs.replace(some_release().measures[0], task="Ann O'Nym, A1")
    with pytest.raises(Malformed):
        build_zip(heading(KEYS.recipients), Released(measures=(row,)))


def test_the_dictionary_describes_every_column():
    package = json.loads(inside()["datapackage.json"])
    fields = [
        field for one in package["resources"] for field in one["schema"]["fields"]
    ]
    assert all(field["description"] for field in fields)
    assert [field["name"] for field in fields] == [
        *Participant.__struct_fields__,
        *Reached.__struct_fields__,
        *Measure.__struct_fields__,
        *Withdrawal.__struct_fields__,
    ]


@pytest.mark.proof
def test_every_single_byte_counts():
    for at in range(len(SEALED.content)):
        content = bytearray(SEALED.content)
        content[at] ^= 0x55
        changed = msgspec.structs.replace(SEALED, content=bytes(content))
        with pytest.raises(Untrusted):
            open_bundle(changed, opener(KEYS))
