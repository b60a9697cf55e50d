"""A bundle counts as received by a true receipt for it, and by nothing else."""

import json
from contextlib import suppress

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.app.inside import open_inside
from pod.bundle.receipt import Receipt, RowRefused, read_receipt, write_receipt
from pod.cli.export import export as command
from pod.clock import VirtualClock
from pod.errors import Full, Malformed, PartRefused, Trouble, Untrusted
from pod.export.from_store import StoredExports
from pod.export.receipts import NotForUs, receipt_of, take_from, take_receipt
from pod.export.run import export_now
from pod.journeys.cast import STAFF
from pod.seal import sig_beside
from pod.storage import outbox
from pod.storage.left import all_stand
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.makers import OTHER_KEY, POD_KEY
from tests.export.stored import PACK
from tests.lived import copy

SUPERVISOR = STAFF[1]
REFUSED = RowRefused(file="measures.csv", row=3, why="unknown_score")


class UndoneError(Exception):
    """What a test wrote is not kept."""


@pytest.fixture(scope="module")
def left_home(sat_home, tmp_path_factory):
    """The home of a pod that wrote a bundle to a stick, made once."""
    home = copy(sat_home, tmp_path_factory.mktemp("left") / "home")
    (home.parent / "stick").mkdir()
    inside = open_inside(home, VirtualClock(BEGINS), seeded(5))
    store = StoredExports(inside.memory, "pod01")
    export_now(store, home.parent / "stick", seeded(5), VirtualClock(BEGINS))
    inside.memory.close()
    return home


@pytest.fixture(scope="module")
def shared(left_home, tmp_path_factory):
    """That pod, whose store every test here leaves as it found it."""
    home = copy(left_home, tmp_path_factory.mktemp("shared") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(5))
    yield inside
    inside.memory.close()


@pytest.fixture(scope="module")
def bundle(shared):
    """The record of its bundle."""
    with shared.memory.doings.begin() as db:
        (left,) = outbox.bundles(db)
    return msgspec.json.decode(left.record)


@pytest.fixture
def db(shared):
    """A transaction that is undone after the test."""
    with suppress(UndoneError), shared.memory.doings.begin() as db:
        yield db
        raise UndoneError


@pytest.fixture
def take(db):
    """Take a receipt in."""
    return lambda *signed: take_receipt(db, *signed, BEGINS)


def for_it(record, **other):
    """Return a receipt for this bundle, or one that differs."""
    said = {
        "study": "calm",
        "pod": "pod01",
        "sequence": 1,
        "bundle": record["bundle"],
        "sha256": record["sha256"],
        "accepted": record["rows"],
        "refused": 0,
        "software": "1",
    }
    return Receipt(**said | other)


def signed(receipt, key=POD_KEY):
    content = msgspec.json.encode(receipt)
    return content, key.sign(content)


def is_received(db):
    return [one.received for one in outbox.bundles(db)]


def test_a_true_receipt_turns_its_bundle_received(db, bundle, take):
    assert is_received(db) == [False]
    assert take(*signed(for_it(bundle))).new
    assert is_received(db) == [True]
    (stands,) = all_stand(db)
    assert stands.received_at == BEGINS


def test_the_same_receipt_once_more_is_no_change(db, bundle, take):
    take(*signed(for_it(bundle)))
    assert not take(*signed(for_it(bundle))).new
    assert is_received(db) == [True]


def test_another_receipt_for_the_same_bundle_does_not_change_what_was_said(
    db, bundle, take
):
    first = for_it(bundle)
    take(*signed(first))
    later = replace(first, accepted=first.accepted - 1, refused=1, rows=(REFUSED,))
    with pytest.raises(PartRefused, match="has a receipt already"):
        take(*signed(later))
    assert receipt_of(db, first.bundle) == first


def test_a_bundle_of_an_earlier_study_is_confirmed_by_that_studys_keys_alone(
    db, bundle, take
):
    later = replace(PACK, study="storm", receipt_keys=(OTHER_KEY.public,))
    outbox.install_study(db, later)
    for mine in (for_it(bundle), for_it(bundle, study="storm")):
        with pytest.raises((Untrusted, NotForUs)):
            take(*signed(mine, OTHER_KEY))
    assert is_received(db) == [False]
    assert take(*signed(for_it(bundle))).new
    assert is_received(db) == [True]


@pytest.mark.parametrize(
    "other",
    [
        {"pod": "pod02"},
        {"study": "storm"},
        {"sequence": 2},
        {"bundle": "0" * 32},
        {"sha256": "0" * 64},
        {"accepted": 1},
        {"refused": 1},
    ],
)
def test_a_true_receipt_for_another_bundle_turns_nothing_received(
    db, bundle, take, other
):
    with pytest.raises(NotForUs) as refused:
        take(*signed(for_it(bundle, **other)))
    assert refused.value.exit_code == 6
    assert is_received(db) == [False]


def test_a_forged_a_cut_and_a_changed_receipt_turn_nothing_received(db, bundle, take):
    content, signature = signed(for_it(bundle))
    forged = signed(for_it(bundle), OTHER_KEY)[1]
    for untrusted, sig in (
        (content, forged),
        (content, ""),
        (content[:-5], signature),
        (content, signature[: len(signature) // 2]),
        (content.replace(b"pod01", b"pod02"), signature),
        (b"", signature),
    ):
        with pytest.raises((Untrusted, Malformed)):
            take(untrusted, sig)
    assert is_received(db) == [False]


def test_a_signed_receipt_that_is_none_or_does_not_add_up_is_refused(bundle, take):
    for receipt in ({"study": "calm"}, for_it(bundle, refused=2, rows=(REFUSED,))):
        with pytest.raises(Malformed):
            take(*signed(receipt))


def test_what_the_link_brought_is_taken_in_and_cleared_away(
    left_home, bundle, tmp_path
):
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    write_receipt(incoming, for_it(bundle), POD_KEY)
    write_receipt(incoming, for_it(bundle, sequence=2), POD_KEY)
    (incoming / "alone.podreceipt").write_bytes(b"{}")
    home = copy(left_home, tmp_path / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(6))
    told = list(take_from(inside.memory.doings, incoming, BEGINS))
    assert [isinstance(one, Trouble) for one in told] == [True, False, True]
    with inside.memory.doings.begin() as db:
        assert is_received(db) == [True]
    assert list(incoming.iterdir()) == []
    inside.memory.close()


def test_a_receipt_that_the_store_has_no_room_for_waits(tmp_path, bundle):
    class NoRoom:
        def begin(self):
            raise Full("No room is left.")

    path = write_receipt(tmp_path, for_it(bundle), POD_KEY)
    with pytest.raises(Full):
        list(take_from(NoRoom(), tmp_path, BEGINS))
    assert path.exists()
    assert sig_beside(path).exists()


def test_a_receipt_without_the_new_rows_reads_as_before(bundle, tmp_path):
    old = msgspec.to_builtins(for_it(bundle)) | {"format": 1}
    path = tmp_path / "calm-pod01-000001.podreceipt"
    path.write_text(json.dumps(old))
    sig_beside(path).write_text(POD_KEY.sign(path.read_bytes()), "ascii")
    assert read_receipt(path, (POD_KEY.public,)) == for_it(bundle)


def run(*words, code):
    """Run a command as the supervisor; return what it said."""
    words = [*map(str, words), "--as", SUPERVISOR.number]
    said = CliRunner().invoke(command, words, input=f"{SUPERVISOR.code}\n")
    trouble = said.exception
    assert getattr(trouble, "exit_code", 0) == code, trouble
    return said


def test_the_command_names_each_row_that_was_refused(
    left_home, bundle, tmp_path, monkeypatch
):
    monkeypatch.setenv("POD_HOME", str(copy(left_home, tmp_path / "home")))
    receipt = for_it(bundle, accepted=bundle["rows"] - 1, refused=1, rows=(REFUSED,))
    path = write_receipt(tmp_path, receipt, POD_KEY)
    assert "no receipt yet" in run("status", code=0).stdout
    said = run("receipt", path, code=3)
    assert "refused: measures.csv, row 3: unknown_score" in said.stdout
    told = json.loads(run("status", "--json", code=0).stdout)
    assert (told["received"], told["unconfirmed"], told["waiting"]) == (1, 0, 0)
    assert told["lines"][0]["which"] == ["measures.csv, row 3: unknown_score"]
    assert "nothing changed" in run("receipt", path, code=3).stdout
    path.write_bytes(path.read_bytes()[:-9])
    run("receipt", path, code=4)
