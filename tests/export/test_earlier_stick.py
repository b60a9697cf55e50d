"""An earlier study's stick takes that study's bundles, and nothing else goes on it."""

import json
import shutil
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.app.provisioning import write_settings
from pod.cli.export import export
from pod.desk.stick import (
    ForStudy,
    ListSticks,
    LookStick,
    RegisterStick,
    StickDone,
    WriteStick,
)
from pod.export.stick_said import said_of
from pod.settings import Sticks, read_settings
from tests.core.staffed import SUPERVISOR, signed_in
from tests.export.at_the_stick import asked, lines, slot
from tests.export.stored import refs
from tests.export.two_studies import again

FIRST = "alpha-pod01-000001.podbundle"
THIRD = "alpha-pod01-000003.podbundle"
BETAS = ("beta-pod01-000002.podbundle",)
WAITS = (
    "1 bundle is for the earlier study alpha: it goes on that study's stick, or by"
    " link."
)


@pytest.fixture(scope="module")
def laid(alpha_outcomes, tmp_path_factory):
    """A pod with a stick of alpha's, that serves beta now and has one of beta's."""
    pod = again(alpha_outcomes, tmp_path_factory.mktemp("marked"), seed=7)
    for name in ("alpha", "beta"):
        pod.serve(name)
        folder = pod.folder / f"stick-{name}"
        folder.mkdir()
        visit = signed_in(pod.inside, SUPERVISOR.number)
        assert asked(visit, RegisterStick(str(folder))).state == "fine"
    pod.leave()
    pod.close()
    return SimpleNamespace(home=pod.folder / "home", folder=pod.folder)


@pytest.fixture
def pod(laid, tmp_path):
    pod = again(laid, tmp_path)
    yield pod
    pod.close()


def put_in(pod, name):
    """Put a study's stick into the pod; return how to ask."""
    slot(pod.inside, pod.folder / f"stick-{name}")
    return signed_in(pod.inside, SUPERVISOR.number)


def exchange(pod, name) -> StickDone:
    return asked(put_in(pod, name), WriteStick())


def on_stick(pod, name):
    return sorted(one.name for one in (pod.folder / f"stick-{name}").glob("*.podb*e"))


def carried(pod, name):
    """Carry a stick to its study's evaluators, and bring their receipts back on it."""
    stick = pod.folder / f"stick-{name}"
    for one in stick.glob("*.podbundle*"):
        shutil.copy(one, pod.out)
    pod.arrive(name)
    for one in pod.receipts(name).iterdir():
        shutil.copy(one, stick)


def test_what_is_for_the_first_study_waits_for_its_own_stick_and_is_said_to(pod):
    pod.withdraw(refs(pod.inside)[0])
    done = exchange(pod, "beta")
    assert THIRD not in on_stick(pod, "beta")
    assert not any(one.startswith("alpha") for one in on_stick(pod, "beta"))
    assert [(one.study, one.count) for one in done.earlier] == [("alpha", 1)]
    assert done.say.endswith(WAITS)
    taken = exchange(pod, "alpha")
    assert THIRD in taken.bundles
    assert taken.earlier == ()
    assert exchange(pod, "beta").earlier == ()


def test_the_first_studys_stick_takes_all_of_its_bundles_without_receipt_alone(pod):
    pod.withdraw(refs(pod.inside)[0])
    done = exchange(pod, "alpha")
    assert done.state == "fine"
    assert list(done.bundles) == on_stick(pod, "alpha") == [THIRD]
    carried(pod, "alpha")
    assert pod.here("alpha") == {pod.codes()[one] for one in refs(pod.inside)[1:]}


def test_a_bundle_without_a_receipt_goes_once_more_on_its_own_stick_alone(pod):
    assert FIRST not in exchange(pod, "beta").bundles
    assert exchange(pod, "alpha").bundles == (FIRST,)


def test_receipts_that_come_on_it_clear_what_it_carried(pod):
    exchange(pod, "alpha")
    pod.withdraw(refs(pod.inside)[0])
    exchange(pod, "alpha")
    carried(pod, "alpha")
    done = exchange(pod, "alpha")
    assert [(one.kind, one.taken) for one in done.came] == [("receipt", True)] * 2
    assert done.bundles == ()
    assert {one.sealed.name for one in pod.store.offered()} == set(BETAS)


def test_custody_is_written_down_for_the_first_studys_stick(pod):
    pod.withdraw(refs(pod.inside)[0])
    exchange(pod, "alpha")
    visit = signed_in(pod.inside, SUPERVISOR.number)
    known = {one.earlier: one for one in visit.answer(ListSticks()).sticks}
    assert known.keys() == {"alpha", ""}
    assert known["alpha"].bundles == (3,)
    assert known["alpha"].out
    assert known[""].bundles == ()
    assert ("stick_out", f"{known['alpha'].stick}:000003") in lines(
        pod.inside, "stick_out"
    )


def test_a_study_pack_on_the_first_studys_stick_is_not_laid_out(pod):
    stick = pod.folder / "stick-alpha"
    for one in (pod.folder / "alpha").glob("alpha.podstudy*"):
        shutil.copy(one, stick)
    assert exchange(pod, "alpha").came == ()
    assert not (pod.folder / "home" / "brought").exists()


def test_whoever_looks_is_told_which_study_the_stick_is_of(pod):
    told = asked(put_in(pod, "alpha"), LookStick())
    assert (told.state, told.say) == (
        "fine",
        "The stick of the earlier study alpha is in.",
    )


def test_a_stick_of_the_first_study_that_nobody_registered_here_is_refused(pod):
    stick = pod.folder / "stick-alpha"
    for one in stick.glob("*.podstick*"):
        one.rename(one.with_name(one.name.replace("pod01", "pod02")))
    assert exchange(pod, "alpha").state == "other_study"
    assert on_stick(pod, "alpha") == []


def test_the_office_is_told_what_waits_for_an_earlier_study(pod, monkeypatch):
    pod.withdraw(refs(pod.inside)[0])
    exchange(pod, "beta")
    pod.close()
    home = pod.folder / "home"
    sticks = Sticks(folders=(str(pod.folder / "stick-alpha"),))
    write_settings(home, replace(read_settings(home), stick=sticks))
    monkeypatch.setenv("POD_HOME", str(home))
    assert WAITS in run("status")
    told = json.loads(run("status", "--json"))
    assert told["earlier"] == [{"study": "alpha", "count": 1}]
    assert "000003" in run("now", "--to", "usb")
    assert WAITS not in run("status")


def run(*words):
    words = [*words, "--as", SUPERVISOR.number]
    said = CliRunner().invoke(export, words, input=f"{SUPERVISOR.code}\n")
    assert said.exit_code == 0, said.exception
    return said.stdout


def test_several_are_said_in_one_sentence():
    several = (ForStudy(study="alpha", count=2),)
    assert said_of((), 0, several) == (
        "There is nothing new to export. 2 bundles are for the earlier study alpha:"
        " they go on its stick, or by link."
    )
