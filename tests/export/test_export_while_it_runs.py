"""What leaves a pod that runs: asked of its core, which goes on with all else."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor, wait

import frictionless
import msgspec
import pytest

from pod import desk
from pod.desk.study import ExportDone, Exporting, ExportNow
from pod.events import Alive
from pod.journeys.by_script import chosen, played
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.seal import Trusted, allowed_line, sig_beside
from pod.values import seeded
from tests.app.processes import LONG_S, office_of, pod, unlock
from tests.export.stored import KEYS, refs

SUPERVISOR, WHO = STAFF[1], traits(seeded(1), 0)
EXPORT = ("export", "now", "--as", SUPERVISOR.number)


@pytest.fixture
def people(inside, store):
    """Three people whose results may leave, at a pod that is closed by now."""
    assert list(store.measured())
    here = refs(inside)
    key = store.signing_key().public
    inside.close()
    return here, key


def export(home, stick, alive=lambda: None):
    """Give the command in a process of its own; return its exit code and words.

    Meanwhile a screen says now and then that it is `alive`: a silent one is let go of.
    """
    with (
        pod(
            *EXPORT, "--to", str(stick), "--json", home=home, stdin=subprocess.PIPE
        ) as command,
        ThreadPoolExecutor(1) as waiting,
    ):
        said = waiting.submit(command.communicate, f"{SUPERVISOR.code}\n", LONG_S)
        while not wait([said], 1.0).done:
            alive()
        return command.returncode, command.said.read_text(), said.result()[1]


def opened_with_real_programs(path, folder, key):
    """Open a bundle as somebody would who has none of this program."""
    (folder / "key").write_text(KEYS.study)
    (folder / "allowed").write_text(allowed_line(Trusted("pod01", key)))
    who = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "pod01"]
    for command, given in (
        ([*who, "-n", "training-pod", "-s", sig_beside(path)], path.read_bytes()),
        (["age", "-d", "-i", "key", "-o", "bundle.zip", path], b""),
        (["unzip", "-q", "bundle.zip", "-d", "out"], b""),
    ):
        subprocess.run(command, input=given, cwd=folder, check=True)
    return frictionless.validate(str(folder / "out" / "datapackage.json"))


def in_a_sitting(screen, person):
    """Sit somebody down at the screen; say what comes of each row, one by one."""
    unlock(screen.ask, person)
    view = screen.ask(desk.PicturesTapped(PICTURES))
    while not view.finished:
        begun = screen.ask(desk.Begin(choice=chosen(view, WHO)))
        play = played(begun, WHO, "en")
        for number, entry in enumerate(play.entries, start=1):
            row = msgspec.json.encode(play.rows[number - 1])
            yield screen.ask(desk.KeepRow(begun.activity, number, row, entry))
        view = screen.ask(desk.Finish(begun.activity, play.took_ms))


def test_a_pod_that_runs_exports_amid_a_sitting_and_the_bundle_opens(
    home, people, stick, tmp_path
):
    (first, *_), key = people
    with pod("core", home=home):
        screen = office_of(home, "core/core.sock")
        kept = in_a_sitting(screen, first)
        assert isinstance(next(kept), desk.Kept)
        code, said, _ = export(home, stick, lambda: screen._wire.send(Alive()))
        assert code == 0
        assert isinstance(next(kept), desk.Kept)
        screen.close()
    path = stick / "calm-pod01-000001.podbundle"
    assert json.loads(said)["path"] == str(path)
    report = opened_with_real_programs(path, tmp_path, key)
    assert report.valid, report.flatten(["message"])


def test_between_two_steps_of_an_export_an_answer_is_kept(home, people, stick):
    (first, *_), _ = people
    with pod("core", home=home):
        screen, office = office_of(home, "core/core.sock"), office_of(home)
        kept = in_a_sitting(screen, first)
        office.ask(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
        for _ in range(3):
            assert office.ask(ExportNow(str(stick))) == Exporting()
            assert isinstance(next(kept), desk.Kept)
        while (reply := office.ask(ExportNow(str(stick)))) == Exporting():
            pass
        assert isinstance(reply, ExportDone)
        office.close()
        screen.close()
    assert len(list(stick.glob("*.podbundle"))) == 1


@pytest.mark.usefixtures("people")
def test_who_leaves_amid_an_export_ends_it_and_another_may_begin(home, stick):
    with pod("core", home=home):
        gone = office_of(home)
        gone.ask(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
        assert gone.ask(ExportNow(str(stick))) == Exporting()
        assert export(home, stick)[0] == 75
        gone.close()
        assert export(home, stick)[0] == 0
