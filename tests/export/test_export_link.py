"""Bundles over a real SSH server: whole or not there, whatever breaks off."""

import gc
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from pod.clock import SystemClock, VirtualClock
from pod.errors import Full, PartRefused, Storage, TryAgain, Usage
from pod.export import post
from pod.export.link import MOST_FETCHED, Link
from pod.export.pacing import Pacing, Quiet
from pod.export.post import (
    GOING,
    INCOMING,
    OUTGOING,
    bring,
    gone,
    send,
    waiting,
)
from pod.settings import Delivery
from pod.sftp.files import PIECE
from pod.values import seeded
from tests.sshd import Server, a_key

LOGIN = a_key(78)
NAME, SIG = "teststudy-pod01-000001.podbundle", "teststudy-pod01-000001.podbundle.sig"
BUNDLE, SIGNATURE = seeded(1).randbytes(4 * PIECE + 17), b"signed by the pod\n"
RECEIPT = "teststudy-pod01-000001.podreceipt"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.allows(LOGIN.public)
    yield server
    server.close()


@pytest.fixture
def server(machine, tmp_path):
    """The server, with a folder that nobody has used."""
    machine.folder = machine.root / tmp_path.name
    machine.folder.mkdir()
    return machine


@pytest.fixture
def link(server):
    opened = link_to(server)
    yield opened
    opened.close()


def link_to(server, clock=None, **given):
    known = server.host_key.public
    place = server.address(f"~/{server.folder.name}")
    delivery = Delivery(place=place, host_key=known, **given)
    return Link(delivery, LOGIN, clock or SystemClock())


@pytest.fixture
def home(tmp_path):
    return lays_out(tmp_path, BUNDLE)


def lays_out(home, content):
    (home / OUTGOING).mkdir(exist_ok=True)
    (home / OUTGOING / NAME).write_bytes(content)
    (home / OUTGOING / SIG).write_bytes(SIGNATURE)
    return home


def there(server):
    return {one.name: one.read_bytes() for one in server.folder.iterdir()}


def is_never_wrong(server, content=BUNDLE):
    """What has its name there is whole and signed."""
    whole = {name: have for name, have in there(server).items() if name[-5:] != ".part"}
    assert whole in ({}, {SIG: SIGNATURE}, {SIG: SIGNATURE, NAME: content})


def is_delivered(server, home, content=BUNDLE):
    assert there(server) == {NAME: content, SIG: SIGNATURE}
    assert not waiting(home)
    assert gone(home) == [home / OUTGOING / NAME]


def test_a_bundle_arrives_whole_and_signed_and_leaves_its_folder(server, link, home):
    told = []
    names = list(send(home, link, lambda done, of: told.append((done, of))))
    assert names == [NAME]
    is_delivered(server, home)
    assert told[-1] == (len(BUNDLE), len(BUNDLE))


def test_the_same_bundle_once_more_is_no_change(server, link, home):
    list(send(home, link))
    list(send(lays_out(home, BUNDLE), link))
    is_delivered(server, home)


def test_another_bundle_of_its_name_stays_as_it_is(server, link, home, caplog):
    list(send(home, link))
    with pytest.raises(PartRefused, match="is on the server already"):
        list(send(lays_out(home, BUNDLE[:-1]), link))
    assert there(server) == {NAME: BUNDLE, SIG: SIGNATURE}
    assert (home / OUTGOING / f"{NAME}{GOING}").read_bytes() == BUNDLE[:-1]
    link.close()
    gc.collect()
    assert not caplog.records, "what was opened there was closed"


def cut_off(server, home, content, after):
    """Send a bundle over lines that break off; tell how many did."""
    link, before = link_to(server), server.broke
    server.cuts.extend([after, after])
    with suppress(TryAgain):
        list(send(lays_out(home, content), link))
    is_never_wrong(server, content)
    server.cuts.clear()
    broke = server.broke - before
    list(send(home, link))
    is_delivered(server, home, content)
    link.close()
    return broke


@pytest.mark.parametrize("after", [0, 900, 3200, 6000, 9000, 150_000, 400_000])
def test_cut_off_at_any_byte_it_is_never_wrong_and_arrives_later(
    server, tmp_path, after
):
    assert cut_off(server, tmp_path, BUNDLE, after)


@pytest.mark.proof
@pytest.mark.parametrize("from_byte", range(5))
def test_wherever_the_line_breaks_nothing_is_wrong(server, tmp_path, from_byte):
    """Every 40th byte of the whole exchange in all: the five share them out."""
    after = 40 * from_byte
    while cut_off(server, tmp_path, BUNDLE[:2048], after) > 0:
        for one in server.folder.iterdir():
            one.unlink()
        server.hang_up()
        after += 200
    assert after > 6000


def test_after_a_restart_of_the_server_it_goes_on_where_it_was(server, link, home):
    def goes_down(done, _of):
        if done == 2 * PIECE:
            server.end()

    with pytest.raises(TryAgain):
        list(send(home, link, goes_down))
    is_never_wrong(server)
    server.begin()
    told = []
    list(send(home, link, lambda done, _of: told.append(done)))
    assert told[0] > 2 * PIECE
    is_delivered(server, home)


def test_what_an_earlier_try_left_wrong_is_found_and_sent_anew(server, link, home):
    (server.folder / f"{NAME}.part").write_bytes(b"x" * PIECE)
    list(send(home, link))
    is_delivered(server, home)


def test_a_disk_that_keeps_other_bytes_is_told_and_nothing_is_named(server, link, home):
    def flips(done, of):
        if done == of:
            with (server.folder / f"{NAME}.part").open("r+b") as file:
                file.write(bytes([BUNDLE[0] ^ 1]))

    with pytest.raises(Storage, match="is not what was sent"):
        list(send(home, link, flips))
    assert there(server) == {SIG: SIGNATURE}
    assert waiting(home) == [home / OUTGOING / NAME]


def test_a_server_without_room_is_told_and_it_is_sent_once_there_is(server, link, home):
    server.wrap = ["sh", "-c", 'trap "" XFSZ; ulimit -f 100; exec "$@"', "sh"]
    with pytest.raises(Full, match="its disk may be full"):
        list(send(home, link))
    is_never_wrong(server)
    server.wrap = []
    server.hang_up()
    list(send(home, link))
    is_delivered(server, home)


def test_a_folder_that_may_only_be_read_is_told(server, link, home):
    server.offers("-R")
    with pytest.raises(Storage, match="does not let this pod use the folder"):
        list(send(home, link))
    server.offers()
    assert not there(server)


def test_receipts_for_this_pod_come_once_with_their_signature(server, link, tmp_path):
    mine, other = RECEIPT, "teststudy-pod02-000001.podreceipt"
    for name in (mine, other, "teststudy-pod01-000002.podreceipt.exe"):
        (server.folder / name).write_bytes(b"a receipt")
        (server.folder / f"{name}.sig").write_bytes(b"a signature")
    (server.folder / "teststudy-pod01-000003.podreceipt").write_bytes(b"unsigned")
    assert bring(tmp_path, link, "pod01") == [mine]
    came = {one.name for one in (tmp_path / INCOMING).iterdir()}
    assert came == {mine, f"{mine}.sig"}
    assert bring(tmp_path, link, "pod01") == []
    (server.folder / mine).write_bytes(b"another receipt")
    assert bring(tmp_path, link, "pod01") == [mine]


def test_one_name_that_is_taken_stops_no_other_bundle(server, link, home):
    other = NAME.replace("01.pod", "02.pod")
    (server.folder / NAME).write_bytes(b"not ours")
    (home / OUTGOING / other).write_bytes(BUNDLE)
    (home / OUTGOING / f"{other}.sig").write_bytes(SIGNATURE)
    with pytest.raises(PartRefused, match=NAME):
        list(send(home, link))
    assert (server.folder / other).read_bytes() == BUNDLE
    assert waiting(home) == [home / OUTGOING / NAME]


def test_a_server_that_offers_more_than_there_can_be_fills_no_disk(
    server, link, tmp_path, monkeypatch
):
    monkeypatch.setattr(post, "MOST", 3)
    for number in range(5):
        name = f"teststudy-pod01-{number:06d}.podreceipt"
        (server.folder / name).write_bytes(b"x" * (500_000 if number < 2 else 2))
        (server.folder / f"{name}.sig").write_bytes(b"a signature")
    assert len(bring(tmp_path, link, "pod01")) == 3
    lie = list((tmp_path / INCOMING).iterdir())
    assert max(one.stat().st_size for one in lie) == MOST_FETCHED + 1
    assert bring(tmp_path, link, "pod01") == []
    for one in lie:
        one.unlink()
    assert len(bring(tmp_path, link, "pod01")) == 2


def test_in_quiet_hours_the_server_is_not_spoken_to(server, home):
    server.hang_up()
    clock = VirtualClock(datetime(2026, 1, 5, 12, 30, tzinfo=UTC))
    hour = clock.utc().astimezone().hour
    link = link_to(server, clock, quiet=f"{hour:02}:00-{(hour + 1) % 24:02}:00")
    with pytest.raises(Quiet, match="Nothing is sent between"):
        list(send(home, link))
    assert not there(server)
    assert not server.guests


def test_every_byte_that_goes_or_comes_back_is_counted(server, home, monkeypatch):
    counted = []
    monkeypatch.setattr(Pacing, "__call__", lambda _, size: counted.append(size) or 0.0)
    link = link_to(server)
    list(send(home, link))
    link.close()
    assert sum(counted) >= 2 * (len(BUNDLE) + len(SIGNATURE))


@pytest.mark.parametrize("place", ["sftp://nobody", "sftp://a@b", "sftp://a@b:99999/c"])
def test_a_place_that_is_none_is_refused_with_a_sentence(place):
    with pytest.raises(Usage, match="not the place of a folder"):
        Link(Delivery(place=place), LOGIN, SystemClock())
