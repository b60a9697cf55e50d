"""Bad updates at the pod: each gets a word of its own, and changes nothing."""

import zipfile

import pytest

from pod.desk.updating import OneUpdate
from pod.errors import Malformed, Untrusted
from pod.update.manifest import MOST_BYTES
from pod.update.spool import WANTED, take_over
from tests.update.at_the_pod import AtThePod


@pytest.fixture
def pod(inside, makers, machine, tmp_path):
    pod = AtThePod(inside, makers, machine.slots, tmp_path)
    yield pod
    assert pod.starts() == "a"


BAD = (
    ({"who": ("ben",)}, "unsigned"),
    ({"who": ("ben", "eve")}, "unsigned"),
    ({"release": 2}, "older"),
    ({"release": 9, "takes_over": 5}, "skips"),
)


def test_each_that_is_not_taken_has_its_own_word(pod, coming):
    for said, state in BAD:
        pod.put(**said)
        assert pod.only().state == state
    path = pod.put()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert pod.only().state == "broken"
    path.unlink()
    path.symlink_to(coming)
    assert pod.only().state == "broken"


def test_nothing_is_told_of_what_nobody_vouches_for(pod):
    pod.put(who=("eve",), changes={"en": "Everything is free."})
    assert pod.only() == OneUpdate(name="one.podupdate", state="unsigned")


def resigned(pod, old, new):
    """An update whose manifest says something else, which two of its makers signed."""
    path = pod.put(who=())
    with zipfile.ZipFile(path) as source:
        said = source.read("manifest.json").replace(old, new)
    with zipfile.ZipFile(path, "w") as into:
        into.writestr("manifest.json", said)
        for number, who in enumerate(("ada", "ben"), 1):
            into.writestr(f"manifest.json.{number}.sig", pod.makers.sign(said, who))


def test_an_update_of_another_product_or_too_large_is_called_that(pod):
    resigned(pod, b"training-pod", b"coffee-maker")
    assert pod.only().state == "foreign"
    resigned(pod, b'"size": 770000', b'"size": %d' % MOST_BYTES)
    assert pod.only().state == "too_big"


def test_what_was_exchanged_after_it_was_shown_is_not_taken(pod):
    pod.put()
    asked = pod.asks()
    pod.put(release=4, version="0.4")
    assert pod.takes(asked).state == "changed"
    assert pod.record()[-1] == ("update_refused", "changed")


def test_a_program_without_makers_takes_nothing(pod):
    pod.is_now(pod.machine.slots, pod.machine.started, pod.stick / "none")
    pod.put()
    assert pod.only().state == "keyless"


def test_where_no_service_takes_it_over_that_is_said(pod):
    pod.put()
    assert pod.takes_without_service(pod.asks()).state == "nobody"
    assert list(pod.spool.iterdir()) == []


def gone(_path):
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("where", ["packed", "spool"])
def test_a_stick_that_is_pulled_out_changes_nothing(pod, monkeypatch, where):
    pod.put()
    asked = pod.asks()
    with monkeypatch.context() as patched:
        patched.setattr(f"pod.update.{where}.plain_file", gone)
        assert pod.takes(asked).state == "pulled_out"
    (pod.stick / "one.podupdate").unlink()
    assert pod.takes(asked).state == "pulled_out"


def no_room(*_):
    raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_before_and_while_it_is_copied(pod, monkeypatch):
    pod.put()
    asked = pod.asks()
    with monkeypatch.context() as patched:
        patched.setattr("pod.bundle.medium.Disk.write", no_room)
        assert pod.takes(asked).state == "full"
    assert list(pod.spool.iterdir()) == []
    few = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: few)
    assert pod.only().state == "full"


def test_the_machines_service_believes_nothing_that_the_core_did(pod):
    """A core that was taken over cannot have anything laid that two did not sign."""
    pod.spool.mkdir()
    forged = pod.put(who=("ben", "eve"))
    forged.rename(pod.spool / WANTED)
    with pytest.raises(Untrusted):
        take_over(pod.machine)
    (pod.spool / WANTED).unlink()
    (pod.spool / WANTED).symlink_to(pod.put())
    with pytest.raises(Malformed):
        take_over(pod.machine)
