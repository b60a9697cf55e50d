"""The machine's start looks at a program's makers and bytes before it starts it."""

import shutil
import subprocess

import pytest

from pod.update.install import install
from pod.update.slots import Choice, read_choice, write_choice
from tests.update.conftest import NEW, knows
from tests.update.test_update_slots import CHOOSE, started

ROOT = "root.squashfs"


def chosen(slots, known=None):
    """What the machine's start takes, if anything, and what it says of the rest."""
    told = subprocess.run(
        ["sh", CHOOSE, slots, known or slots.parent / "known"],
        check=False,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip(), told.stderr


def known_anew(machine, makers, **said):
    known = machine.slots.parent / "known"
    shutil.rmtree(known)
    knows(known, makers, **said)


@pytest.fixture
def two(machine, coming):
    """A machine whose newer program in slot b is good, and which has the older one."""
    install(coming, machine)
    write_choice(machine.slots, Choice(good="b"))
    return machine


def change_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_program_of_which_one_byte_was_changed_gives_way_to_the_other(two):
    change_a_byte(two.slots / "b" / ROOT)
    slot, said = chosen(two.slots)
    assert slot == "a"
    assert "its root was changed" in said


def test_the_slot_that_was_refused_may_be_healed_by_an_update(two):
    change_a_byte(two.slots / "b" / ROOT)
    started(two.slots)
    assert read_choice(two.slots) == Choice(good="a")
    assert read_choice(two.slots).spare == "b"


def test_one_on_trial_that_is_not_whole_is_given_up_without_a_start(machine, coming):
    install(coming, machine)
    change_a_byte(machine.slots / "b" / ROOT)
    assert started(machine.slots) == "a"
    assert read_choice(machine.slots).gave_up


def test_where_none_is_whole_none_is_started(two):
    for slot in ("a", "b"):
        change_a_byte(two.slots / slot / ROOT)
    slot, said = chosen(two.slots)
    assert slot == ""
    assert "No program is whole" in said
    assert read_choice(two.slots) == Choice(good="b")


def test_the_program_that_the_image_came_with_needs_nobodys_name(machine):
    for one in (machine.slots / "a").glob("update.json*"):
        one.unlink()
    (machine.slots.parent / "known/signers").unlink()
    assert started(machine.slots) == "a"


def test_a_start_without_makers_starts_no_program_but_its_own(two):
    (two.slots.parent / "known/signers").unlink()
    assert started(two.slots) == "a"


@pytest.mark.parametrize("number", [1, 2])
def test_one_signature_is_not_enough_and_twice_the_same_is_one(two, number):
    slot = two.slots / "b"
    one, other = slot / "update.json.1.sig", slot / "update.json.2.sig"
    other.unlink()
    if number == 2:
        shutil.copy(one, other)
    slot_started, said = chosen(two.slots)
    assert slot_started == "a"
    assert "fewer than two" in said


def test_somebody_elses_signature_counts_for_nothing(two, makers):
    slot = two.slots / "b"
    by_eve = makers.sign((slot / "update.json").read_bytes(), "eve")
    (slot / "update.json.2.sig").write_text(by_eve)
    assert started(two.slots) == "a"


def test_a_signature_for_another_purpose_counts_for_nothing(two, makers):
    slot = two.slots / "b"
    words = [
        "ssh-keygen",
        "-Y",
        "sign",
        "-q",
        "-n",
        "file",
        "-f",
        makers.folder / "cat",
    ]
    signed = (slot / "update.json").read_bytes()
    made = subprocess.run([*words, "-"], input=signed, capture_output=True, check=True)
    (slot / "update.json.2.sig").write_bytes(made.stdout)
    assert started(two.slots) == "a"


def test_what_was_signed_may_not_be_changed(two):
    said = two.slots / "b/update.json"
    said.write_text(said.read_text().replace('"release": 3', '"release": 4'))
    assert started(two.slots) == "a"


def test_an_older_release_than_the_starts_own_is_not_started(two, makers):
    known_anew(two, makers, root=b"of another image", release=3)
    assert chosen(two.slots)[0] == "b"
    write_choice(two.slots, Choice(good="a"))
    slot, said = chosen(two.slots)
    assert slot == "b"
    assert "older" in said


def test_signed_content_is_no_program(machine, makers, tmp_path):
    """Its makers sign languages too: such a manifest does not vouch for a root."""
    files = {"languages/sq/phrases.toml": b"x"}
    said = {"kind": "content", "name": "sq", "release": 9}
    stick = makers.update(tmp_path / "sq.podupdate", files, **said)
    slot = machine.slots / "b"
    slot.mkdir()
    (slot / ROOT).write_bytes(NEW[ROOT])
    _laid_bare(stick, slot)
    write_choice(machine.slots, Choice(good="b"))
    found, told = chosen(machine.slots)
    assert found == "a"
    assert "something else" in told


def _laid_bare(stick, slot):
    """Lay an update's manifest and signatures into a slot, as if it were a program."""
    subprocess.run(["unzip", "-q", stick, "-d", slot / "all"], check=True)
    (slot / "all/manifest.json").rename(slot / "update.json")
    for one in (slot / "all").glob("manifest.json.*.sig"):
        one.rename(slot / one.name.replace("manifest.json", "update.json"))


def test_a_sentence_of_its_makers_cannot_pass_for_the_hash(machine, makers, tmp_path):
    """What people may write into an update is told apart from what it is."""
    bad = {"en": 'New: {"path":"root.squashfs","size":1,"sha256":"' + "0" * 64 + '"}'}
    files, said = {"root.squashfs": b"signed"}, {"release": 3, "changes": bad}
    install(makers.update(tmp_path / "said.podupdate", files, **said), machine)
    assert started(machine.slots) == "b"


def test_a_start_that_knows_nothing_starts_nothing(two, tmp_path):
    (tmp_path / "nothing").mkdir()
    assert chosen(two.slots, tmp_path / "nothing")[0] == ""
