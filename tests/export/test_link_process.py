"""A real pod sends a real bundle to a real server, and its receipt comes back."""

import json

import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.bundle.receipt import Receipt, write_receipt
from pod.cli.export import export
from pod.clock import VirtualClock
from pod.export.post import OUTGOING
from pod.journeys.cast import STAFF
from pod.settings import read_settings
from pod.storage import outbox
from pod.values import seeded
from tests.app.processes import end, office_of, pod
from tests.conftest import BEGINS
from tests.export.makers import POD_KEY
from tests.sshd import Server

SUPERVISOR = STAFF[1]
ME = ("--as", SUPERVISOR.number)
NAME = "calm-pod01-000001.podbundle"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.close()


@pytest.fixture
def linked(home, server, monkeypatch):
    """A pod whose results may leave by a link to a server that does not know it yet."""
    known = server.host_key.public
    monkeypatch.setenv("POD_HOME", str(home))
    words = ["server", server.address(), "--host-key", known, "--fastest", "9000"]
    assert not CliRunner().invoke(export, words).exception
    assert read_settings(home).delivery.place == server.address()
    return home


def asked(*words):
    """Give a command; return its exit code and what it said."""
    said = CliRunner().invoke(export, [*words, *ME], input=f"{SUPERVISOR.code}\n")
    if said.exception is None:
        return 0, said.stdout.strip()
    return said.exception.exit_code, said.exception.say


def receipted(home, folder):
    """Lay down what an evaluator says of the first bundle."""
    inside = open_inside(home, VirtualClock(BEGINS), seeded(3))
    with inside.memory.doings.begin() as db:
        (left,) = outbox.bundles(db)
    inside.close()
    receipt = Receipt(
        study="calm",
        pod="pod01",
        sequence=1,
        bundle=left.bundle,
        sha256=left.sha256,
        accepted=3,
        refused=0,
        software="1",
    )
    write_receipt(folder, receipt, POD_KEY)


def there(server):
    return {one.name for one in (server.root / "wing").iterdir()}


def test_a_bundle_goes_by_link_and_its_receipt_comes_back(linked, server):
    assert asked("now", "--to", "link")[0] == 0
    assert not there(server)
    receipted(linked, server.root / "wing")
    with pod("core", home=linked) as core:
        office_of(linked).close()
        code, why = asked("link")
        assert (code, "does not know this pod" in why) == (4, True)
        server.allows(asked("key")[1])
        code, said = asked("link", "--json")
        told = json.loads(said)
        assert (code, told["waiting"], told["stands"]["came"]) == (0, 0, 1)
        assert {NAME, f"{NAME}.sig"} < there(server)
        assert not list((linked / OUTGOING).iterdir())
        end(core)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["/stick", "--host-key", POD_KEY.public], "not the place of a folder"),
        (["sftp://pod@server/a", "--host-key", ""], "must be known before"),
        (["sftp://pod@server/a", "--host-key", POD_KEY.public, "--quiet", "9"], "so:"),
    ],
)
def test_a_server_that_makes_no_sense_changes_nothing(home, monkeypatch, words, why):
    monkeypatch.setenv("POD_HOME", str(home))
    before = read_settings(home)
    assert why in CliRunner().invoke(export, ["server", *words]).exception.say
    assert read_settings(home) == before


def test_a_speed_below_nothing_is_named_as_what_is_wrong(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    given = ["server", "sftp://pod@h/f", "--host-key", POD_KEY.public, "--fastest=-3"]
    said = CliRunner().invoke(export, given)
    assert (said.exit_code, "--fastest" in said.stderr) == (2, True)


def test_a_pod_without_a_server_says_so_and_points_to_the_stick(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    assert asked("link") == (0, "This pod has no link: bundles leave by stick.")
    code, why = asked("now", "--to", "link")
    assert (code, "names no server" in why) == (2, True)
