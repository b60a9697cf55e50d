"""Who withdraws after a pod changed study is taken out at the first one's, too."""

import pytest
from msgspec.structs import replace

from pod.clock import VirtualClock
from pod.desk.exports import LookExports
from pod.evaluation.folder import StudyFolder
from pod.export.earlier import telling_earlier
from pod.export.laying_out import laying_out
from pod.export.place import folder_at
from pod.export.post import waiting
from pod.export.run import still_agreed
from pod.storage.covered import is_covered
from tests.conftest import BEGINS
from tests.export.stored import answer_again, refs, sitting
from tests.export.two_studies import TO_COME, again
from tests.lived import supervisor

FIRST, SECOND = "alpha-pod01-000001.podbundle", "alpha-pod01-000002.podbundle"


@pytest.fixture(params=["alpha_outcomes", "alpha_rows"])
def of_each_level(request, tmp_path):
    pod = again(request.getfixturevalue(request.param), tmp_path)
    pod.serve("beta")
    yield pod
    pod.close()


@pytest.fixture
def pod(alpha_outcomes, tmp_path):
    """A pod that serves beta now, and three people who left for alpha."""
    pod = again(alpha_outcomes, tmp_path)
    pod.serve("beta")
    yield pod
    pod.close()


def covered(pod, person):
    with pod.inside.memory.doings.begin() as db:
        return is_covered(db, person, pod.codes()[person])


@pytest.mark.parametrize("ends", ["withdraw", "erase"])
def test_the_first_studys_evaluators_are_told_and_take_them_out(of_each_level, ends):
    pod = of_each_level
    daniel, *others = refs(pod.inside)
    codes = pod.codes()
    assert pod.here("alpha") == {*codes.values()}
    getattr(pod, ends)(daniel)
    assert SECOND in pod.leave()
    assert f"{SECOND}: 1 rows loaded." in pod.arrive("alpha")
    assert pod.here("alpha") == {codes[one] for one in others}


def test_nothing_but_withdrawals_ever_leaves_for_the_first_study(of_each_level):
    pod = of_each_level
    daniel, aaron, callum = refs(pod.inside)
    codes = pod.codes()
    for person in (daniel, aaron, callum):
        sitting(pod.inside, person)
    pod.leave()
    for person in (daniel, aaron):
        pod.withdraw(person)
        pod.leave()
    _, *later = pod.records("alpha")
    assert [one.withdrawn for one in later] == [(codes[daniel],), (codes[aaron],)]
    for one in later:
        assert one.rows == 1
        assert not any(getattr(one, name) for name in TO_COME)
        assert one.report.people == 0
    assert [one.split("/")[1] for rec in later for one in rec.spans] == [
        "withdrawals",
        "withdrawals",
    ]


def test_both_studies_are_told_once_each_in_a_bundle_of_its_own(pod):
    daniel, *_ = refs(pod.inside)
    assert pod.leave() == ["beta-pod01-000002.podbundle"]
    pod.withdraw(daniel)
    told = ["alpha-pod01-000003.podbundle", "beta-pod01-000004.podbundle"]
    assert pod.leave() == told
    assert pod.leave() == []
    assert pod.records("beta")[-1].withdrawn == pod.records("alpha")[-1].withdrawn
    chain = sorted(
        (*pod.records("alpha"), *pod.records("beta")), key=lambda one: one.sequence
    )
    assert [one.sequence for one in chain] == [1, 2, 3, 4]
    pod.arrive("beta")
    assert pod.here("beta") == {pod.codes()[one] for one in refs(pod.inside)[1:]}


def test_who_is_only_to_be_asked_anew_has_not_withdrawn(pod):
    rows = {"level": "rows", "agreement": "DSA 2026/15", "serial": 9_999_999_999}
    pod.serve("beta", **rows)
    assert not any(one.consent_evaluation for one in pod.store.enrolled())
    assert pod.leave() == []
    assert len(pod.records("alpha")) == 1


def test_a_study_that_is_served_again_is_no_earlier_one(pod):
    daniel, aaron, _ = refs(pod.inside)
    pod.withdraw(daniel)
    pod.leave()
    pod.serve("alpha")
    assert [one.study for one in pod.store.earlier()] == ["beta"]
    assert not [one for one in pod.leave() if one.startswith("alpha")]
    pod.withdraw(aaron)
    assert {one.partition("-")[0] for one in pod.leave()} == {"alpha", "beta"}
    assert pod.records("alpha")[-1].withdrawn == (pod.codes()[aaron],)


def test_who_agrees_again_and_withdraws_again_was_said_so(pod):
    daniel, *_ = refs(pod.inside)
    pod.withdraw(daniel)
    pod.leave()
    answer_again(pod.inside, daniel, evaluation=True)
    pod.withdraw(daniel)
    pod.leave()
    assert len(pod.records("alpha")) == 2


def test_when_power_goes_before_it_is_written_the_very_same_is_written(pod):
    pod.withdraw(refs(pod.inside)[0])
    pod.choose()
    assert not (pod.out / SECOND).exists()
    pod.choose()
    assert SECOND in pod.leave()
    _, told = pod.records("alpha")
    assert told.sealed.name == SECOND


def test_when_power_goes_while_it_is_sealed_it_is_made_anew(pod):
    pod.withdraw(refs(pod.inside)[0])
    steps = telling_earlier(pod.store, pod.rng, VirtualClock(BEGINS))
    next(steps)
    steps.close()
    assert len(pod.records("alpha")) == 1
    assert SECOND in pod.leave()


def test_it_is_not_void_when_others_withdraw_before_it_is_written(pod):
    daniel, aaron, _ = refs(pod.inside)
    pod.withdraw(daniel)
    pod.choose()
    for person in (daniel, aaron):
        pod.erase(person)
    still_agreed(pod.store, folder_at(pod.out))
    assert pod.records("alpha")[-1].sealed.name == SECOND
    assert SECOND in pod.leave()
    pod.arrive("alpha")
    assert len(pod.here("alpha")) == 1


def test_the_link_carries_it_also_when_others_withdraw_meanwhile(pod):
    daniel, aaron, _ = refs(pod.inside)
    home = pod.folder / "home"
    pod.withdraw(daniel)
    for _ in laying_out(pod.store, home, pod.rng, VirtualClock(BEGINS)):
        pass
    pod.withdraw(aaron)
    pod.store.hold_back()
    assert [one.name for one in waiting(home)] == [SECOND]


def test_each_studys_own_receipt_lets_somebody_be_purged(pod):
    daniel, *_ = refs(pod.inside)
    pod.leave()
    pod.withdraw(daniel)
    assert not covered(pod, daniel)
    pod.leave()
    pod.arrive("beta")
    pod.confirm("beta")
    assert not covered(pod, daniel)
    pod.arrive("alpha")
    assert pod.confirm("alpha") == [1, 3]
    assert covered(pod, daniel)


def test_what_arrived_for_the_first_study_has_not_arrived_for_the_second(pod):
    _, aaron, _ = refs(pod.inside)
    pod.confirm("alpha")
    assert not covered(pod, aaron)
    pod.leave()
    pod.arrive("beta")
    pod.confirm("beta")
    assert covered(pod, aaron)


def test_what_waits_for_the_first_studys_stick_is_told_and_its_report_is_not(pod):
    pod.leave()
    pod.withdraw(refs(pod.inside)[0])
    for _ in telling_earlier(pod.store, pod.rng, VirtualClock(BEGINS)):
        pass
    view = supervisor(pod.inside)(LookExports())
    assert [(one.study, one.count) for one in view.earlier] == [("alpha", 1)]
    assert view.report == pod.records("beta")[-1].report
    pod.leave()
    assert not supervisor(pod.inside)(LookExports()).earlier


def test_a_newer_pack_of_the_first_study_is_the_one_that_is_kept(
    alpha_outcomes, tmp_path
):
    pod = again(alpha_outcomes, tmp_path)
    pack = StudyFolder(pod.folder / "alpha").pack
    newer = replace(pack, title="Alpha, again", serial=pack.serial + 1)
    pod.serve("alpha", title=newer.title, serial=newer.serial)
    pod.serve("beta")
    assert pod.store.earlier() == (newer,)
    pod.close()
