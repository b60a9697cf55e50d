"""Which updates are believed: two of three signed, and every byte is what they did."""

import json
import subprocess
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.errors import Malformed, Untrusted
from pod.update.manifest import Manifest, encoded, read_manifest
from pod.update.packed import opened
from pod.update.trust import believed, signers_of
from tests.update.conftest import MADE_ON, NEW


def look(path, makers):
    with opened(path) as packed:
        return believed(packed, makers.trusted)


def test_two_of_the_three_are_enough(coming, makers):
    assert look(coming, makers).release == 3


def test_one_is_not(tmp_path, makers):
    alone = makers.update(tmp_path / "one.podupdate", NEW, who=("ben",))
    with pytest.raises(Untrusted, match="1 of the 3"):
        look(alone, makers)


def test_nobody_counts_twice(tmp_path, makers):
    alone = makers.update(tmp_path / "one.podupdate", NEW, who=("ben",))
    again = rewritten(alone, lambda name: name.replace(".1.", ".2."), beside=True)
    with pytest.raises(Untrusted, match="1 of the 3"):
        look(again, makers)


def test_a_stranger_does_not_count(tmp_path, makers):
    with_eve = makers.update(tmp_path / "eve.podupdate", NEW, who=("ben", "eve"))
    with pytest.raises(Untrusted, match="1 of the 3"):
        look(with_eve, makers)


def test_what_was_signed_of_another_update_does_not_count(tmp_path, makers, coming):
    other = makers.update(tmp_path / "other.podupdate", NEW, release=4, who=())
    with zipfile.ZipFile(coming) as source, zipfile.ZipFile(other, "a") as into:
        for number in (1, 2):
            name = f"manifest.json.{number}.sig"
            into.writestr(name, source.read(name))
    with pytest.raises(Untrusted, match="0 of the 3"):
        look(other, makers)


def test_a_file_that_was_changed_is_found(coming, makers):
    untrusted = bytearray(coming.read_bytes())
    place = untrusted.find(b"the new one")
    untrusted[place + 500_000] ^= 1
    coming.write_bytes(untrusted)
    with pytest.raises(Malformed):
        look(coming, makers)


def test_wherever_it_is_cut_short_it_is_refused(coming, makers, tmp_path):
    whole = coming.read_bytes()
    for share in range(40):
        short = tmp_path / "short.podupdate"
        short.write_bytes(whole[: len(whole) * share // 40])
        with pytest.raises(Malformed):
            look(short, makers)


def test_any_flipped_byte_is_refused_or_changes_nothing(coming, makers):
    whole = coming.read_bytes()
    told = look(coming, makers)
    for place in range(0, len(whole), len(whole) // 97):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x41
        coming.write_bytes(spoilt)
        with suppress(Untrusted, Malformed):
            assert look(coming, makers) == told


def test_more_files_than_were_signed_are_refused(coming, makers):
    with zipfile.ZipFile(coming, "a") as archive:
        archive.writestr("files/extra", b"!")
    with pytest.raises(Malformed, match="does not hold the files"):
        look(coming, makers)


def test_a_packed_bomb_is_refused_unread(coming, makers):
    with zipfile.ZipFile(coming, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("files/bomb", bytes(100_000_000))
    with pytest.raises(Malformed, match="other than plain files"):
        look(coming, makers)


def test_what_is_no_update_at_all_gets_a_sentence(tmp_path, makers):
    other = tmp_path / "holiday.podupdate"
    other.write_bytes(b"\xff\xd8\xff\xe0 a photograph")
    with pytest.raises(Malformed, match="is no update"):
        look(other, makers)


VERIFY = ("ssh-keygen", "-Y", "verify", "-I", "ada", "-n", "training-pod")
HOSTILE = ("../x", "/etc/passwd", "a/../b", "A", ".x", "a\\b", "a\0", "x/y", "")


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_climbs_is_no_name(path):
    file = {"path": path, "size": 0, "sha256": "0" * 64}
    told = manifest().replace(b'"files": []', f'"files": [{json.dumps(file)}]'.encode())
    with pytest.raises(Malformed):
        read_manifest(told)


@given(st.binary(max_size=400))
def test_whatever_bytes_a_manifest_has_it_is_malformed_or_read(untrusted):
    try:
        read_manifest(untrusted)
    except Malformed:
        return


def test_other_programs_can_look_at_it(coming, makers, tmp_path):
    subprocess.run(["unzip", "-q", coming, "-d", tmp_path / "out"], check=True)
    signed = (tmp_path / "out" / "manifest.json").read_bytes()
    subprocess.run(
        [*VERIFY, "-f", makers.signers, "-s", tmp_path / "out/manifest.json.1.sig"],
        input=signed,
        check=True,
        capture_output=True,
    )


def test_a_program_without_makers_takes_no_updates(tmp_path):
    with pytest.raises(Untrusted, match="built without the keys"):
        signers_of(tmp_path / "none")


def test_three_different_makers_are_needed(tmp_path, makers):
    lines = makers.signers.read_text().splitlines(keepends=True)
    twice = tmp_path / "signers"
    twice.write_text(
        "".join((lines[0], lines[1], "dan" + lines[1].removeprefix("ben")))
    )
    with pytest.raises(Malformed, match="three people"):
        signers_of(twice)


def test_the_same_files_make_the_same_bytes(tmp_path, makers):
    one = makers.update(tmp_path / "one.podupdate", NEW, who=("ada", "ben"))
    two = makers.update(tmp_path / "two.podupdate", NEW, who=("ada", "ben"))
    assert one.read_bytes() == two.read_bytes()


def manifest():
    told = Manifest(
        kind="program", name="pod", release=2, version="0.2", made_on=MADE_ON
    )
    return encoded(told)


def rewritten(path, rename, *, beside):
    """The same update with its signatures under other names as well."""
    with zipfile.ZipFile(path) as source:
        held = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as into:
        for name, content in held.items():
            into.writestr(name, content)
            if beside and name.endswith(".sig"):
                into.writestr(rename(name), content)
    return path
