"""A wing folder on a real disk, and on a real server: what is sent is read once."""

import os
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.errors import Storage, TryAgain
from pod.seal import sig_beside
from pod.wing.inbox import Inbox
from pod.wing.kinds import Status
from pod.wing.outbox import KEPT, Outbox
from tests.room import room_for
from tests.wing import carriers
from tests.wing.members import (
    CONSOLE,
    FREE,
    HELP,
    NOT_SAFE,
    NOW,
    POD1,
    POD2,
    STRANGER,
    reader_of,
    wing_of,
)

wing_server = carriers.wing_server


@pytest.fixture
def local(tmp_path):
    wing = tmp_path / "wing"
    wing.mkdir()
    return wing


@pytest.fixture
def served(wing_server, tmp_path, monkeypatch):
    wing = wing_server.root / tmp_path.name
    wing.mkdir()
    opened = carriers.Carriers(wing_server)
    monkeypatch.setattr(carriers, "AT", opened.at)
    yield wing
    opened.close()


@pytest.fixture(params=["local", "served"])
def folder(request):
    """A wing folder of each kind, as it looks to whoever stands at its disk."""
    return request.getfixturevalue(request.param)


def outbox(folder, by=POD1, used=0):
    return Outbox(carriers.AT(folder), wing_of(by), by.key, used)


def inbox(folder, me=CONSOLE, marks=()):
    return Inbox(carriers.AT(folder), reader_of(me), marks)


def bodies(found):
    return [one.letter.body for one in found.taken]


def reasons(found):
    return [one.reason for one in found.refused]


def test_what_is_sent_is_read_once(folder):
    outbox(folder).send(HELP, NOW)
    reading = inbox(folder)
    assert bodies(reading.look(NOW)) == [HELP]
    assert reading.look(NOW).taken == ()


def test_only_the_newest_of_each_row_is_read(folder):
    out = outbox(folder)
    for body in (FREE, HELP, FREE, NOT_SAFE, HELP):
        out.send(body, NOW)
    found = inbox(folder).look(NOW)
    assert sorted(map(repr, bodies(found))) == sorted(map(repr, [HELP, NOT_SAFE]))
    assert found.refused == ()


def test_a_pod_does_not_try_what_is_sealed_for_the_console(folder):
    outbox(folder).send(NOT_SAFE, NOW)
    found = inbox(folder, POD2).look(NOW)
    assert found.taken == found.refused == ()


def test_letters_do_not_pile_up_and_nobody_elses_is_swept(folder):
    out, other = outbox(folder), outbox(folder, POD2)
    other.send(FREE, NOW)
    for number in range(10):
        out.send(Status(state="in_use", minutes=number), NOW)
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == 2 * (KEPT + 1)
    assert bodies(inbox(folder).look(NOW))[0] in (
        FREE,
        Status(state="in_use", minutes=9),
    )


def test_after_a_restart_nothing_is_taken_again_and_numbers_go_on(folder):
    out, reading = outbox(folder), inbox(folder)
    out.send(HELP, NOW)
    kept = reading.look(NOW)
    marks = [one.mark for one in kept.taken]
    again = inbox(folder, marks=marks)
    assert again.look(NOW).taken == ()
    outbox(folder, used=out.used).send(FREE, NOW)
    assert bodies(again.look(NOW)) == [FREE]


def test_a_pod_put_back_to_an_older_copy_does_not_use_its_numbers_again(folder):
    out, reading = outbox(folder), inbox(folder)
    for _ in range(5):
        out.send(FREE, NOW)
    reading.look(NOW)
    outbox(folder, used=0).send(HELP, NOW)
    assert bodies(reading.look(NOW)) == [HELP]


def test_a_false_name_does_not_drive_a_pods_numbers_up(folder):
    (folder / "pod01-999999999999.podstatus").write_bytes(b"not mine")
    out = outbox(folder)
    out.send(FREE, NOW)
    assert out.used == 2


def test_what_is_forged_is_refused_once_and_the_good_one_below_it_is_taken(folder):
    outbox(folder).send(HELP, NOW)
    outbox(folder, STRANGER).send(FREE, NOW)
    (good,) = folder.glob("pod01-*.podstatus")
    forged = folder / "pod01-000000000900.podstatus"
    shutil.copy(good, forged)
    shutil.copy(sig_beside(good), sig_beside(forged))
    forged.write_bytes(good.read_bytes() + b"!")
    reading = inbox(folder)
    found = reading.look(NOW)
    assert bodies(found) == [HELP]
    assert reasons(found) == ["altered"]
    assert reading.look(NOW).refused == ()


def test_a_half_written_one_is_taken_once_it_is_whole(folder):
    outbox(folder).send(HELP, NOW)
    (path,) = folder.glob("pod01-*.podstatus")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    reading = inbox(folder)
    assert reasons(reading.look(NOW)) == ["altered"]
    path.write_bytes(whole)
    assert bodies(reading.look(NOW)) == [HELP]


def test_a_signature_that_comes_late_is_waited_for(folder):
    outbox(folder).send(HELP, NOW)
    (path,) = folder.glob("pod01-*.podstatus")
    aside = sig_beside(path).rename(folder / "aside")
    reading = inbox(folder)
    assert reasons(reading.look(NOW)) == ["altered"]
    aside.rename(sig_beside(path))
    assert bodies(reading.look(NOW)) == [HELP]


def test_a_clock_that_is_set_right_is_listened_to_again(folder):
    outbox(folder).send(HELP, NOW + timedelta(hours=1))
    reading = inbox(folder)
    assert reasons(reading.look(NOW)) == ["early"]
    assert bodies(reading.look(NOW + timedelta(minutes=58))) == [HELP]


def test_links_pipes_and_giants_in_the_folder_are_no_letters(folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"not for anybody")
    (folder / "pod01-000000000009.podstatus").symlink_to(secret)
    os.mkfifo(folder / "pod01-000000000008.podstatus")
    (folder / "pod01-000000000007.podstatus").write_bytes(bytes(1_000_000))
    (folder / "pod01-000000000006.podstatus").mkdir()
    outbox(folder).send(HELP, NOW)
    found = inbox(folder).look(NOW)
    assert bodies(found) == [HELP]
    assert sorted(reasons(found)) == ["altered", "altered", "altered", "too_large"]


def test_a_folder_that_is_gone_or_full_is_told_and_forgotten_once_it_is_back(local):
    folder = local
    out, reading = outbox(folder), inbox(folder)
    out.send(FREE, NOW)
    reading.look(NOW)
    with room_for(10), pytest.raises(Storage, match="could not be written"):
        out.send(HELP, NOW)
    aside = folder.rename(folder.with_name("aside"))
    with pytest.raises(Storage, match="could not be read"):
        reading.look(NOW)
    aside.rename(folder)
    out.send(HELP, NOW)
    assert bodies(reading.look(NOW)) == [HELP]
    assert not [one for one in folder.iterdir() if one.suffix == ".part"]


def test_of_a_letter_that_broke_off_nothing_is_left_once_the_server_is_back(
    served, wing_server
):
    out = outbox(served)
    for after in range(5200, 7200, 800):
        wing_server.hang_up()
        wing_server.cuts.extend([after, after])
        with suppress(TryAgain):
            out.send(Status(state="in_use", minutes=after // 100), NOW)
        wing_server.cuts.clear()
        out.send(HELP, NOW)
        assert bodies(inbox(served).look(NOW)) == [HELP]
        assert not list(served.glob("*.part"))


SENT = st.lists(st.sampled_from(["send", "look", "restart", "restore", "litter"]))


@settings(max_examples=30)
@given(SENT)
def test_whatever_happens_the_receiver_only_goes_forward(tmp_path_factory, happens):
    """Sends, looks, restarts, old files put back: numbers taken only ever grow."""
    folder = tmp_path_factory.mktemp("wing")
    aside = tmp_path_factory.mktemp("aside")
    out, reading, taken, sent = outbox(folder), inbox(folder), [], 0
    for one in happens:
        match one:
            case "send":
                sent += 1
                out.send(Status(state="in_use", minutes=sent), NOW)
                shutil.copytree(folder, aside, dirs_exist_ok=True)
            case "look":
                taken += [one.letter.number for one in reading.look(NOW).taken]
            case "restart":
                reading = inbox(folder, marks=reading.marks.values())
            case "restore":
                shutil.copytree(aside, folder, dirs_exist_ok=True)
            case "litter":
                for path in folder.glob("*.podstatus"):
                    path.write_bytes(path.read_bytes()[:-1])
    assert taken == sorted(set(taken))
    out.send(HELP, NOW)
    assert bodies(reading.look(NOW)) == [HELP]
