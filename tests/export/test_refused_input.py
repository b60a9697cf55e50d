"""What is forged, replayed, cut, too large or nobody's: one sentence, nothing lost."""

import os
from contextlib import contextmanager

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.app.inside import open_inside, open_memory
from pod.bundle.receipt import Receipt
from pod.cli.export import export
from pod.cli.study import study
from pod.clock import VirtualClock
from pod.desk.stick import RegisterStick, WriteStick
from pod.export.from_store import StoredExports
from pod.export.receipts import take_from
from pod.export.run import export_now
from pod.journeys.cast import STAFF
from pod.seal import sig_beside
from pod.settings import read_settings
from pod.storage import outbox
from pod.storage.arms import install
from pod.storage.left import all_stand
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import signed_in
from tests.export.at_the_stick import asked, slot
from tests.export.makers import OTHER_KEY, POD_KEY
from tests.export.stored import PACK
from tests.lived import copy

SUPERVISOR = STAFF[1]
SERVED = replace(PACK, serial=20)
NOBODY = f"age1{'q' * 58}"
HUGE = 4 << 30


@pytest.fixture(scope="module")
def made(sat_home, tmp_path_factory):
    """A pod whose bundle left on a stick; it serves the second pack of its study."""
    home = copy(sat_home, tmp_path_factory.mktemp("bad") / "home")
    stick = home.parent / "stick"
    stick.mkdir()
    inside = open_inside(home, VirtualClock(BEGINS), seeded(5))
    with inside.memory.doings.begin() as db:
        install(db, "pod01", SERVED)
    store = StoredExports(inside.memory, "pod01")
    export_now(store, stick, seeded(5), VirtualClock(BEGINS))
    inside.memory.close()
    return home


@pytest.fixture(scope="module")
def shared(made, tmp_path_factory):
    """That pod for every command that is refused: it changes nothing."""
    return copy(made, tmp_path_factory.mktemp("shared") / "home")


@contextmanager
def opened(home):
    memory = open_memory(home, read_settings(home), VirtualClock(BEGINS))
    yield memory
    memory.close()


def kept(memory):
    """What must be the same after whatever was refused."""
    with memory.doings.begin() as db:
        return outbox.study(db), all_stand(db), outbox.bundles(db)


def true_receipt(memory):
    with memory.doings.begin() as db:
        (left,) = outbox.bundles(db)
    record = msgspec.json.decode(left.record)
    return Receipt(
        study="calm",
        pod="pod01",
        sequence=1,
        bundle=left.bundle,
        sha256=left.sha256,
        accepted=record["rows"],
        refused=0,
        software="1",
    )


def lay(path, value, key=POD_KEY):
    """Write a value, signed by somebody; return its path."""
    content = value if isinstance(value, bytes) else msgspec.json.encode(value)
    path.write_bytes(content)
    sig_beside(path).write_text(key.sign(content), "ascii")
    return path


def cut(path):
    path.write_bytes(path.read_bytes()[:-9])


def changed(path):
    path.write_bytes(path.read_bytes().replace(b'"calm"', b'"clam"', 1))


def unsigned(path):
    sig_beside(path).unlink()


def cut_signature(path):
    sig_beside(path).write_text(sig_beside(path).read_text()[:60])


def grown(path):
    os.truncate(path, HUGE)


PACKS = {
    "of an earlier time": (replace(SERVED, serial=19), POD_KEY, None, 6),
    "forged": (SERVED, OTHER_KEY, None, 4),
    "cut": (SERVED, POD_KEY, cut, 6),
    "changed": (SERVED, POD_KEY, changed, 4),
    "unsigned": (SERVED, POD_KEY, unsigned, 4),
    "with half a signature": (SERVED, POD_KEY, cut_signature, 4),
    "of four gigabytes": (SERVED, POD_KEY, grown, 6),
    "for nobody": (replace(SERVED, recipients=(NOBODY,)), POD_KEY, None, 6),
    "for no one at all": (replace(SERVED, recipients=()), POD_KEY, None, 6),
    "of rows without agreement": (replace(SERVED, level="rows"), POD_KEY, None, 6),
    "with a linkage but no rows": (
        replace(SERVED, linkage=PACK.recipients[0]),
        POD_KEY,
        None,
        6,
    ),
    "that is a letter": (b"Dear pod,", POD_KEY, None, 6),
}
RECEIPTS = {
    "forged": ({}, OTHER_KEY, None, 4),
    "cut": ({}, POD_KEY, cut, 4),
    "changed": ({}, POD_KEY, changed, 4),
    "unsigned": ({}, POD_KEY, unsigned, 4),
    "with half a signature": ({}, POD_KEY, cut_signature, 4),
    "of four gigabytes": ({}, POD_KEY, grown, 6),
    "for another pod": ({"pod": "pod02"}, POD_KEY, None, 6),
    "for a bundle to come": ({"sequence": 2}, POD_KEY, None, 6),
    "for other bytes": ({"sha256": "0" * 64}, POD_KEY, None, 6),
    "that does not add up": ({"accepted": 1}, POD_KEY, None, 6),
}


def run(home, command, *words):
    """Run a command at a pod as its supervisor; return its exit code and sentence."""
    said = CliRunner(env={"POD_HOME": str(home)}).invoke(
        command,
        [*map(str, words), "--as", SUPERVISOR.number],
        input=f"{SUPERVISOR.code}\n",
    )
    trouble = said.exception
    return getattr(trouble, "exit_code", 0), getattr(trouble, "say", said.output)


def is_one_sentence(said):
    return said and "\n" not in said and "Traceback" not in said


@pytest.mark.parametrize("name", PACKS)
def test_a_bad_study_pack_is_refused_and_the_study_stays(shared, tmp_path, name):
    pack, key, spoil, code = PACKS[name]
    path = lay(tmp_path / "calm.podstudy", pack, key)
    if spoil:
        spoil(path)
    told, said = run(shared, study, "install", path)
    assert (told, bool(is_one_sentence(said))) == (code, True), said
    with opened(shared) as memory:
        assert kept(memory)[0] == SERVED


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_bad_receipt_is_refused_and_confirms_nothing(shared, tmp_path, name):
    other, key, spoil, code = RECEIPTS[name]
    with opened(shared) as memory:
        said = replace(true_receipt(memory), **other)
        before = kept(memory)
    path = lay(tmp_path / "calm-pod01-000001.podreceipt", said, key)
    if spoil:
        spoil(path)
    told, said = run(shared, export, "receipt", path)
    assert (told, bool(is_one_sentence(said))) == (code, True), said
    with opened(shared) as memory:
        assert kept(memory) == before


def lay_everything(stick, receipt):
    """Lay files named like ours, links and 4 GB beside what is true."""
    lay(stick / "calm-pod01-000001.podreceipt", receipt)
    lay(stick / "calm-pod01-000002.podreceipt", replace(receipt, sequence=2))
    lay(stick / "calm-pod01-000003.podreceipt", receipt, OTHER_KEY)
    grown(lay(stick / "calm-pod01-000004.podreceipt", receipt))
    (stick / "calm-pod01-000005.podreceipt").symlink_to(stick)
    (stick / "calm-pod01-000006.podreceipt").mkdir()
    lay(stick / "older.podstudy", replace(SERVED, serial=19))
    lay(stick / "nobody.podstudy", replace(SERVED, recipients=(NOBODY,)))
    lay(stick / "forged.podstudy", SERVED, OTHER_KEY)
    lay(stick / "served.podstudy", SERVED)
    lay(stick / "newer.podstudy", replace(SERVED, serial=21))


def test_staff_are_told_the_level_and_what_the_last_bundle_held_back(shared):
    told, said = run(shared, export, "status")
    assert told == 0
    assert "What leaves: anonymised outcomes, in groups of 2 or more" in said
    assert "The last bundle tells of" in said
    told, said = run(shared, export, "status", "--json")
    view = msgspec.json.decode(said)
    assert view["facts"]["leaves"] == {"level": "outcomes", "k": 2, "linked": False}
    assert view["report"]["k"] == 2
    assert view["report"]["uniques"] == 0


def test_of_all_that_is_on_a_stick_only_what_is_true_counts(made, tmp_path, clock):
    inside = open_inside(copy(made, tmp_path / "home"), clock, seeded(3))
    stick = tmp_path / "stick"
    stick.mkdir()
    slot(inside, stick)
    office = signed_in(inside, SUPERVISOR.number)
    assert asked(office, RegisterStick(str(stick))).state == "fine"
    lay_everything(stick, true_receipt(inside.memory))
    done = asked(office, WriteStick())
    assert done.state == "fine"
    assert {one.name for one in done.came if one.taken} == {
        "calm-pod01-000001.podreceipt",
        "newer.podstudy",
    }
    assert {one.name for one in done.came if one.known} == {"served.podstudy"}
    assert all(is_one_sentence(one.say) for one in done.came)
    (newer,) = (one.say for one in done.came if one.name == "newer.podstudy")
    assert "anonymised outcomes, in groups of 2 or more" in newer
    assert "pod study install" in newer
    pack, (stands,), _ = kept(inside.memory)
    assert (pack, stands.received) == (SERVED, True)
    inside.memory.close()


def test_what_the_link_brought_is_judged_alike_and_in_any_order(made, tmp_path, clock):
    inside = open_inside(copy(made, tmp_path / "home"), clock, seeded(3))
    brought = tmp_path / "incoming"
    brought.mkdir()
    receipt = true_receipt(inside.memory)
    lay(brought / "calm-pod01-000001.podreceipt", receipt)
    lay(brought / "calm-pod01-000002.podreceipt", replace(receipt, sequence=2))
    lay(brought / "calm-pod01-000000.podreceipt", receipt, OTHER_KEY)
    grown(lay(brought / "calm-pod01-000003.podreceipt", receipt))
    told = list(take_from(inside.memory.doings, brought, BEGINS))
    codes = sorted(getattr(one, "exit_code", 0) for one in told)
    assert codes == [0, 4, 6, 6]
    _, (stands,), _ = kept(inside.memory)
    assert stands.received
    inside.memory.close()


def test_a_clock_before_the_last_export_lets_nothing_leave_and_loses_nothing(
    made, tmp_path
):
    home = copy(made, tmp_path / "home")
    early = VirtualClock(BEGINS.replace(year=BEGINS.year - 1))
    inside = open_inside(home, early, seeded(3))
    before = kept(inside.memory)
    office = signed_in(inside, SUPERVISOR.number)
    slot(inside, tmp_path)
    told = asked(office, WriteStick())
    assert told.code == "clockback"
    assert told.say == "The pod's clock stands before its last export."
    assert kept(inside.memory) == before
    inside.memory.close()
