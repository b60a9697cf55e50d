"""Somebody takes their agreement back: their rows go, and never come again."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.carry import write_bundle
from pod.bundle.released import Released, Withdrawal
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in
from pod.evaluation.receipts import receipts
from pod.evaluation.status import status_of
from pod.seal import Trusted
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    clock,
    new_keys,
    opener,
    sealed_bundle,
    some_release,
)

KEYS = new_keys()
WHOLE = some_release()
GONE = WHOLE.participants[2].study_code
PODS = (Trusted("pod07", POD_KEY.public), Trusted("pod08", OTHER_KEY.public))
ENTRY = sealed_bundle(KEYS)


def withdrawal(sequence=2, key=POD_KEY, code=GONE, **more):
    rows = Released(withdrawals=(Withdrawal(study_code=code),), **more)
    pod = "pod07" if key is POD_KEY else "pod08"
    bundle = f"{sequence:032x}"
    return sealed_bundle(KEYS, rows, key, sequence=sequence, bundle=bundle, pod=pod)


def evaluator(folder):
    """An evaluator's catalogue in a folder, and a way to let bundles come in."""
    catalogue = Catalogue(folder / "catalogue.duckdb")

    def take(sealed):
        path = write_bundle(folder, sealed)
        (one,) = take_in([path], opener(KEYS, pods=PODS), catalogue, clock())
        return one

    return SimpleNamespace(catalogue=catalogue, take=take, close=catalogue.close)


@pytest.fixture
def here(tmp_path):
    here = evaluator(tmp_path)
    yield here
    here.close()


def rows_of_gone(catalogue):
    tables = ("participant", "reached", "measure")
    asked = "SELECT count(*) FROM {} WHERE study_code = ?"
    return [catalogue.ask(asked.format(one), GONE)[0][0] for one in tables]


def everybody(catalogue):
    return catalogue.ask("SELECT count(*) FROM participant")[0][0]


@pytest.mark.parametrize("key", [POD_KEY, OTHER_KEY], ids=["same pod", "another"])
def test_who_withdraws_is_taken_out_everywhere_and_that_it_happened_is_kept(here, key):
    here.take(ENTRY)
    assert rows_of_gone(here.catalogue) == [1, 2, 8]
    one = here.take(withdrawal(key=key))
    assert (one.state, one.rows, one.refused) == ("loaded", 1, 0)
    assert rows_of_gone(here.catalogue) == [0, 0, 0]
    assert everybody(here.catalogue) == 5
    told = status_of("calm", PODS, here.catalogue).pods
    assert sum(pod.withdrawn for pod in told) == 1


def test_what_was_said_of_a_bundle_that_came_before_stays_said(here):
    here.take(ENTRY)
    before = receipts("calm", here.catalogue)
    here.take(withdrawal())
    assert receipts("calm", here.catalogue)[:1] == before


def test_a_bundle_that_comes_after_the_withdrawal_brings_nobody_back(here):
    assert here.take(withdrawal()).state == "loaded"
    one = here.take(ENTRY)
    assert (one.state, one.rows, one.refused) == ("loaded", 55, 11)
    assert rows_of_gone(here.catalogue) == [0, 0, 0]
    assert everybody(here.catalogue) == 5
    (first, _) = receipts("calm", here.catalogue)
    assert {one.why for one in first.rows} == {"withdrawn"}


def test_the_withdrawal_of_somebody_unknown_is_no_error_and_holds(here):
    one = here.take(withdrawal(code="neverseen1"))
    assert (one.state, one.code, one.rows) == ("loaded", 0, 1)
    assert here.catalogue.withdrawn() == {"pod07": 1}


def test_numbers_that_came_too_early_are_not_let_in_after_a_withdrawal(here):
    numbers = Released(measures=WHOLE.measures, points=WHOLE.points)
    early = sealed_bundle(KEYS, numbers, OTHER_KEY, pod="pod08", bundle=f"{9:032x}")
    here.take(early)
    here.take(withdrawal())
    here.take(ENTRY)
    assert rows_of_gone(here.catalogue) == [0, 0, 0]
    assert here.catalogue.ask("SELECT count(*) FROM measure")[0][0] == 5 * 8


def test_the_same_withdrawal_from_two_pods_is_one(here):
    here.take(ENTRY)
    here.take(withdrawal())
    assert here.take(withdrawal(3, OTHER_KEY)).code == 0
    assert sum(here.catalogue.withdrawn().values()) == 1


def test_who_enters_and_withdraws_in_one_bundle_does_not_enter(here):
    here.take(withdrawal(participants=WHOLE.participants, points=WHOLE.points))
    assert rows_of_gone(here.catalogue) == [0, 0, 0]
    assert everybody(here.catalogue) == 5


OTHER = WHOLE.participants[4].study_code
SERIES = (ENTRY, withdrawal(), withdrawal(3, OTHER_KEY, OTHER))


@settings(max_examples=12, deadline=None)
@given(order=st.permutations((0, 1, 2)), again=st.sampled_from((0, 1, 2)))
def test_in_whatever_order_bundles_come_who_withdrew_is_out(
    order, again, tmp_path_factory
):
    here = evaluator(tmp_path_factory.mktemp("any"))
    for number in (*order, again):
        here.take(SERIES[number])
    assert everybody(here.catalogue) == 4
    assert sum(here.catalogue.withdrawn().values()) == 2
    here.close()
