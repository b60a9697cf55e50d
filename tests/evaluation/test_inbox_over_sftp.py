"""Bundles from a real SSH server: fetched whole, once, and acknowledged there."""

import json
import os
import resource
import shutil
from contextlib import closing, suppress
from secrets import SystemRandom

import pytest
from click.testing import CliRunner

from pod.bundle.receipt import read_receipt
from pod.cli.evaluate import evaluate
from pod.clock import SystemClock
from pod.errors import Full, PartRefused, Storage, TryAgain, Untrusted, Usage
from pod.evaluation import fetching, inbox
from pod.evaluation.fetching import Fetching
from pod.evaluation.folder import StudyFolder
from pod.evaluation.servers import login_key
from pod.export.link import Link
from pod.export.post import is_for
from pod.export.run import export_now
from pod.settings import Delivery
from pod.sftp.session import Session
from pod.values import seeded
from tests.export.makers import POD_KEY, Memory, both_points, clock, people
from tests.sshd import Server, a_key

NAME = "calm-pod07-000001.podbundle"
SIG = f"{NAME}.sig"
RECEIPT = "calm-pod07-000001.podreceipt"
BIG = seeded(5).randbytes(600_000)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study whose pod laid one bundle out, for every story to have a copy of."""
    made = tmp_path_factory.mktemp("made")
    run("new-study", "calm", "--out", made / "study", "--threshold", 10)
    run("add-pod", "pod07", POD_KEY.public, "--study", made / "study")
    store = Memory(StudyFolder(made / "study").pack, key=POD_KEY)
    store.people = people(15)
    store.rows = both_points(store.people)
    (made / "out").mkdir()
    export_now(store, made / "out", SystemRandom(), clock())
    return made


@pytest.fixture
def study(made, tmp_path):
    return shutil.copytree(made / "study", tmp_path / "study")


@pytest.fixture
def server(machine, made, study):
    """The server with the bundle in a folder that nobody has used; it knows us."""
    machine.folder = machine.root / "wing" / study.parent.name
    shutil.copytree(made / "out", machine.folder)
    machine.allows(run("key", "--study", study).stdout)
    machine.begin()
    return machine


def run(*words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble or (trouble and issubclass(kind, trouble)), said.exception
    return said


def address(server):
    return server.address(f"~/wing/{server.folder.name}")


def take(server, study, *more, trouble=None, known=None):
    """Import from the server, told its key."""
    known = known or server.host_key.public
    words = ("import", address(server), "--study", study, "--host-key", known)
    return run(*words, *more, trouble=trouble)


def there(server):
    return {one.name: one.read_bytes() for one in server.folder.iterdir()}


def here(study):
    return {one.name: one.read_bytes() for one in (study / "inbox").iterdir()}


def is_taken_in(study, bundles=1):
    told = json.loads(run("status", "--study", study, "--json").stdout)
    assert [pod["bundles"] for pod in told["pods"]] == [bundles]


@pytest.fixture
def session(server, study):
    place = server.place(f"~/wing/{server.folder.name}")
    opened = Session(place, login_key(StudyFolder(study), None).private_text())
    with closing(opened):
        yield opened


def test_a_bundle_is_fetched_taken_in_and_acknowledged(server, study):
    before = there(server)
    said = take(server, study)
    assert said.stderr.splitlines() == [
        "1 bundle fetched from the server.",
        f"{NAME}: 165 rows loaded.",
        "1 bundle acknowledged by a receipt there.",
    ]
    assert here(study) == before
    assert there(server).keys() == {*before, RECEIPT, f"{RECEIPT}.sig"}
    assert {name: there(server)[name] for name in before} == before
    is_taken_in(study)


def test_the_pods_link_finds_its_receipt_there(server, study, tmp_path):
    take(server, study)
    pod = a_key(77)
    server.allows(pod.public)
    delivery = Delivery(place=address(server), host_key=server.host_key.public)
    with closing(Link(delivery, pod, SystemClock())) as link:
        came = dict(link.fetch((".podreceipt",), lambda one: is_for("pod07", one), 9))
    for name, content in came.items():
        (tmp_path / name).write_bytes(content)
    key = StudyFolder(study).signing_key.public
    assert read_receipt(tmp_path / RECEIPT, (key,)).accepted == 165


def test_once_more_is_no_change_and_the_servers_key_is_known(server, study):
    take(server, study)
    before = there(server), here(study)
    said = run("import", address(server), "--study", study)
    assert said.stderr.splitlines() == [
        "0 bundles fetched from the server.",
        "0 bundles acknowledged by a receipt there.",
    ]
    assert (there(server), here(study)) == before


def test_what_was_done_there_is_told_in_json(server, study):
    told = json.loads(take(server, study, "--json").stdout)
    assert [one["state"] for one in told["bundles"]] == ["loaded"]
    assert told["server"] == {"fetched": 1, "left": 0, "receipts": 1, "taken_away": 0}


def test_only_what_was_taken_in_is_deleted_there_and_only_when_asked(server, study):
    bad = server.folder / "calm-pod07-000002.podbundle"
    bad.write_bytes(b"nothing that anybody signed")
    said = take(server, study, "--take-away", trouble=PartRefused)
    assert said.stderr.endswith("1 bundle deleted on the server.\n")
    assert there(server).keys() == {bad.name, RECEIPT, f"{RECEIPT}.sig"}
    assert NAME in here(study)


def test_where_nothing_may_be_written_the_bundles_come_all_the_same(server, study):
    server.offers("-R")
    try:
        said = take(server, study, trouble=Storage)
        assert "does not let you" in said.exception.say
        is_taken_in(study)
        assert take(server, study, "--no-receipts").exit_code == 0
    finally:
        server.offers()


@pytest.mark.parametrize("after", [900, 6000, 40_000, 300_000])
def test_cut_off_at_any_byte_it_is_whole_or_not_there_and_comes_later(
    server, study, session, after
):
    (server.folder / NAME).write_bytes(BIG)
    stamps = there_now(session)
    session.close()
    server.cuts.extend([after] * 2)
    before, fetched = server.broke, []
    with suppress(TryAgain):
        fetched += Fetching(session, study / "inbox", stamps).fetch([NAME])
    assert server.broke > before
    assert here(study).get(NAME, BIG) == BIG
    server.cuts.clear()
    fetched += Fetching(session, study / "inbox", stamps).fetch([NAME])
    assert NAME in fetched
    assert here(study) == there(server)


def there_now(session):
    return session.lying(100, 10.0)


def test_what_came_before_a_cut_does_not_come_again(server, study, session):
    (server.folder / NAME).write_bytes(BIG)
    stamps = there_now(session)
    took = Fetching(session, study / "inbox", stamps)
    session.close()
    server.cuts.extend([300_000, 0])
    with pytest.raises(TryAgain):
        list(took.fetch([NAME]))
    (part,) = (study / "inbox").glob(f"{NAME}.600000-*.part")
    part.write_bytes(b"x" * part.stat().st_size)
    began = part.stat().st_size
    assert began >= 64 * 1024
    list(took.fetch([NAME]))
    assert here(study)[NAME] == b"x" * began + BIG[began:]


def test_what_changed_there_since_it_was_begun_is_begun_anew(server, study, session):
    old = study / "inbox" / f"{NAME}.600000-7.part"
    old.parent.mkdir()
    old.write_bytes(b"x" * 1000)
    (server.folder / NAME).write_bytes(BIG)
    list(Fetching(session, study / "inbox", there_now(session)).fetch([NAME]))
    assert here(study) == there(server)


def test_a_bundle_that_was_refused_is_fetched_again_once_it_changed(server, study):
    good = (server.folder / NAME).read_bytes()
    (server.folder / NAME).write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    take(server, study, trouble=Untrusted)
    os.utime(server.folder / NAME, (5, 5))
    (server.folder / NAME).write_bytes(good)
    os.utime(server.folder / NAME, (9, 9))
    take(server, study)
    is_taken_in(study)


def test_another_bundle_in_place_of_one_that_is_here_changes_nothing(server, study):
    take(server, study)
    (server.folder / NAME).write_bytes(BIG)
    said = take(server, study, trouble=PartRefused)
    assert f"{NAME}: the server has another than the one that is here" in said.stderr
    assert here(study)[NAME] != BIG


@pytest.mark.parametrize("known", ["other", "none", "nonsense"])
def test_only_the_server_whose_key_was_given_is_spoken_to(server, study, known):
    given = {"other": ["--host-key", a_key(9).public], "none": []}
    words = given.get(known, ["--host-key", "nonsense"])
    kind = Untrusted if known == "other" else Usage
    said = run("import", address(server), "--study", study, *words, trouble=kind)
    assert "pod" not in said.exception.say + said.exception.do
    assert "--host-key" in said.exception.do
    assert not (study / "servers.csv").exists()


def test_who_is_not_known_there_is_told_what_to_hand_in(server, study):
    server.allows(a_key(10).public)
    said = take(server, study, trouble=Untrusted)
    line = run("key", "--study", study).stdout.strip()
    assert said.exception.say == "The server 127.0.0.1 does not know you."
    assert line in said.exception.do


def test_a_login_key_of_ones_own_is_used_and_one_that_is_none_is_told(
    server, study, tmp_path
):
    mine = tmp_path / "id"
    mine.write_text(a_key(11).private_text())
    server.allows(a_key(11).public)
    take(server, study, "--login-key", mine)
    mine.write_text("-----BEGIN OPENSSH PRIVATE KEY-----")
    said = take(server, study, "--login-key", mine, trouble=Usage)
    assert "without a passphrase" in said.exception.do


def test_a_server_that_is_away_is_told_and_nothing_is_lost(server, study):
    server.end()
    said = take(server, study, trouble=TryAgain)
    assert said.exception.exit_code == 75
    assert "import again later" in said.exception.do
    server.begin()
    take(server, study)
    is_taken_in(study)


def test_a_folder_that_is_not_there_is_told(server, study):
    shutil.rmtree(server.folder)
    said = take(server, study, trouble=Storage)
    assert said.exception.say == "The folder is not there on the server 127.0.0.1."
    assert "pod.toml" not in said.exception.do


def test_names_that_are_none_of_ours_stay_there(server, study):
    for name in ("..podbundle", "other-pod07-000001.podbundle", "a b", "-x.part"):
        (server.folder / name).write_bytes(b"x")
    (server.folder / "calm-pod08-000001.podbundle").symlink_to("/etc/passwd")
    (server.folder / "calm-pod09-000001.podbundle").mkdir()
    os.mkfifo(server.folder / "calm-pod10-000001.podbundle")
    said = take(server, study, trouble=PartRefused)
    assert here(study).keys() == {NAME, SIG}
    assert said.stderr.count("it is no plain file, and was left on the server") == 3
    assert "2 more there are none of this study's." in said.stderr
    assert said.exception.say == "Left on the server: 3 bundles."
    assert (server.folder / RECEIPT).exists(), (
        "what was taken in is acknowledged all the same"
    )


def test_a_bundle_longer_than_any_is_not_fetched(server, study):
    long = server.folder / "calm-pod08-000001.podbundle"
    with long.open("wb") as file:
        file.truncate(10 * inbox.BIGGEST)
    said = take(server, study, trouble=PartRefused)
    assert f"{long.name}: it is longer than any bundle" in said.stderr
    assert here(study).keys() == {NAME, SIG}


def test_a_hundred_names_that_lie_are_told_in_some_lines(server, study):
    for number in range(100):
        (server.folder / f"calm-pod09-{number:06d}.podbundle").mkdir()
    said = take(server, study, trouble=PartRefused)
    assert "80 more were left there too." in said.stderr
    assert len(said.stderr.splitlines()) < 30


def test_a_folder_of_more_names_than_can_be_kept_in_mind_is_told(
    server, study, monkeypatch
):
    monkeypatch.setattr(inbox, "MOST_NAMES", 1)
    said = take(server, study, trouble=Storage)
    assert "more files than can be looked through" in said.exception.say


def test_a_server_that_told_another_length_is_not_believed(study, session):
    stamps = {NAME: there_now(session)[NAME]._replace(size=10_000_000)}
    assert list(Fetching(session, study / "inbox", stamps).fetch([NAME])) == []
    assert here(study) == {}


def test_a_full_disk_is_told_and_what_came_is_gone_on_with(server, study, session):
    (server.folder / NAME).write_bytes(BIG)
    took = Fetching(session, study / "inbox", there_now(session))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(Full, match="no room left") as told:
            list(took.fetch([NAME]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert told.value.exit_code == 8
    assert NAME not in here(study)
    list(took.fetch([NAME]))
    assert here(study) == there(server)


def test_the_last_of_the_disk_is_left_free(server, study, monkeypatch):
    monkeypatch.setattr(fetching, "SPARE", 1 << 60)
    said = take(server, study, trouble=Full)
    assert "import again" in said.exception.do
    assert here(study) == {}


@pytest.mark.parametrize(
    "words",
    [
        ("sftp://me@host/a", "sftp://me@host/b", "--host-key", "SHA256:x"),
        ("sftp://me:secret@host/a", "--host-key", a_key(1).public),
        ("sftp://host", "--host-key", a_key(1).public),
        ("sftp://[::1/a", "--host-key", a_key(1).public),
        (".", "--take-away"),
    ],
)
def test_what_cannot_be_meant_is_refused(study, words):
    said = run("import", *words, "--study", study, trouble=Usage)
    assert "secret" not in said.exception.say.replace("me:secret", "")


def test_a_folder_and_a_server_are_read_at_once(server, study, made):
    take(server, study, made / "out")
    is_taken_in(study)
