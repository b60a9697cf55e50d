"""A row that is wrong by itself is refused by number and why; the others are used."""

from contextlib import contextmanager
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.carry import write_bundle
from pod.bundle.receipt import read_receipt
from pod.bundle.released import Released, Withdrawal
from pod.errors import PartRefused
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in, verdict
from pod.evaluation.receipts import MOST_TOLD, receipts, write_receipts
from pod.evaluation.status import status_of
from pod.seal import Trusted
from tests.evaluation.tampered import with_cell, with_line_twice
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    clock,
    new_keys,
    opener,
    people,
    sealed_bundle,
    some_release,
)

KEYS = new_keys()
WHOLE = some_release()
SEALED = sealed_bundle(KEYS)
MEASURES, PARTICIPANTS = "data/measures.csv", "data/participants.csv"
SAID = 1 + [one.value is not None for one in WHOLE.measures].index(True)
"""The first row of the measures that has a number."""


@contextmanager
def laid(folder):
    """Lay out an evaluator's catalogue, and a way to let bundles come in."""
    catalogue = Catalogue(folder / "catalogue.duckdb")
    pods = (Trusted("pod07", POD_KEY.public), Trusted("pod08", OTHER_KEY.public))

    def take(sealed):
        path = write_bundle(folder, sealed)
        (one,) = take_in([path], opener(KEYS, pods=pods), catalogue, clock())
        return one

    yield SimpleNamespace(catalogue=catalogue, take=take)
    catalogue.close()


@pytest.fixture
def here(tmp_path):
    with laid(tmp_path) as here:
        yield here


def by_number(receipt):
    return receipt.sequence


def refused(catalogue):
    return [
        (one.file, one.row, one.why)
        for receipt in receipts("calm", catalogue)
        for one in receipt.rows
    ]


def counted(catalogue):
    return catalogue.ask(
        "SELECT (SELECT count(*) FROM participant), (SELECT count(*) FROM reached),"
        " (SELECT count(*) FROM measure)"
    )[0]


def later(sequence=2, **tables):
    return {
        "released": Released(**tables),
        "sequence": sequence,
        "bundle": f"{sequence:032x}",
    }


@pytest.mark.parametrize(
    ("path", "column", "text", "why"),
    [
        (MEASURES, "kind", "guess", "not_allowed"),
        (MEASURES, "value", "many", "not_allowed"),
        (MEASURES, "missing", "skipped", "contradicts"),
        ("data/points.csv", "sittings", "7", "not_allowed"),
        ("data/points.csv", "mode", "by voice", "not_allowed"),
    ],
)
def test_a_row_with_a_value_of_its_own_is_refused_and_the_others_are_used(
    here, path, column, text, why
):
    row = SAID if path == MEASURES else 3
    one = here.take(with_cell(SEALED, KEYS, (path, row, column), text))
    assert (one.state, one.rows, one.refused, one.code) == ("loaded", 65, 1, 3)
    assert one.say == "calm-pod07-000001.podbundle: 65 rows loaded, 1 refused."
    assert refused(here.catalogue) == [(path.removeprefix("data/"), row, why)]
    assert sum(counted(here.catalogue)) == 65


def test_somebody_whose_own_row_is_refused_brings_no_other_row_in(here):
    one = here.take(with_cell(SEALED, KEYS, (PARTICIPANTS, 1, "sex"), "mole"))
    assert (one.rows, one.refused) == (5 * 11, 11)
    assert counted(here.catalogue) == (5, 10, 40)
    whys = [why for _, _, why in refused(here.catalogue)]
    assert sorted(set(whys)) == ["not_allowed", "unknown_person"]


def test_a_line_that_is_there_twice_counts_once(here):
    one = here.take(with_line_twice(SEALED, KEYS, MEASURES, 4))
    assert (one.rows, one.refused) == (66, 1)
    assert refused(here.catalogue) == [("measures.csv", 5, "twice")]


def test_the_same_told_again_by_another_pod_is_no_change(here):
    here.take(SEALED)
    again = sealed_bundle(KEYS, WHOLE, OTHER_KEY, pod="pod08", bundle=f"{9:032x}")
    one = here.take(again)
    assert (one.state, one.rows, one.refused, one.code) == ("loaded", 66, 0, 0)
    assert counted(here.catalogue) == (6, 12, 48)


def test_what_is_told_otherwise_is_refused_as_that_row_and_the_first_stays(here):
    here.take(SEALED)
    person, measure = WHOLE.participants[2], WHOLE.measures[7]
    other = later(
        participants=(msgspec.structs.replace(person, age_band="60+"),),
        points=WHOLE.points[:2],
        measures=(msgspec.structs.replace(measure, scoring="another way"),),
    )
    one = here.take(sealed_bundle(KEYS, **other))
    assert (one.rows, one.refused) == (2, 2)
    assert refused(here.catalogue) == [
        ("measures.csv", 1, "told_otherwise"),
        ("participants.csv", 1, "told_otherwise"),
    ]
    asked = "SELECT age_band FROM participant WHERE study_code = ?"
    assert here.catalogue.ask(asked, person.study_code) == [(person.age_band,)]


def test_numbers_of_somebody_who_never_came_are_refused_once_nothing_is_missing(here):
    here.take(SEALED)
    stranger = msgspec.structs.replace(WHOLE.measures[0], study_code="neverseen1")
    one = here.take(sealed_bundle(KEYS, **later(measures=(stranger,))))
    assert (one.rows, one.refused) == (0, 1)
    assert refused(here.catalogue) == [("measures.csv", 1, "unknown_person")]


def test_numbers_that_came_by_a_quicker_road_count_once_their_person_has_come(here):
    code = WHOLE.participants[0].study_code
    points = tuple(one for one in WHOLE.points if one.study_code == code)
    measures = tuple(one for one in WHOLE.measures if one.study_code == code)
    moved = Released(points=points[1:], measures=measures[2:])
    one = here.take(
        sealed_bundle(KEYS, moved, OTHER_KEY, pod="pod08", bundle=f"{9:032x}")
    )
    assert (one.rows, one.refused) == (0, 7)
    assert counted(here.catalogue) == (0, 0, 0)
    before = Released(
        participants=WHOLE.participants, points=points[:1], measures=measures[:3]
    )
    here.take(sealed_bundle(KEYS, before))
    assert counted(here.catalogue) == (6, 2, 8)
    here.take(sealed_bundle(KEYS, WHOLE, sequence=2, bundle=f"{2:032x}"))
    assert counted(here.catalogue) == (6, 12, 48)


def test_the_receipt_names_each_refused_row_and_the_import_ends_as_partly_refused(
    here, tmp_path
):
    one = here.take(with_cell(SEALED, KEYS, (MEASURES, 5, "point"), "sometime"))
    trouble = verdict([one])
    assert isinstance(trouble, PartRefused)
    assert trouble.say == "1 of 66 rows were refused."
    (path,) = write_receipts(tmp_path / "out", "calm", here.catalogue, POD_KEY)
    receipt = read_receipt(path, (POD_KEY.public,))
    assert (receipt.accepted, receipt.refused) == (65, 1)
    assert [(one.row, one.why) for one in receipt.rows] == [(5, "not_allowed")]
    (pod,) = status_of("calm", (), here.catalogue).pods
    assert (pod.rows, pod.refused) == (65, 1)


def test_a_receipt_for_more_refused_rows_than_it_can_name_counts_them(here):
    one, many = people(1)[0].study_code, MOST_TOLD + 1
    strangers = tuple(
        msgspec.structs.replace(WHOLE.measures[0], study_code=one, name=f"n{number}")
        for number in range(many)
    )
    here.take(sealed_bundle(KEYS, Released(measures=strangers)))
    (receipt,) = receipts("calm", here.catalogue)
    assert (receipt.refused, receipt.rows) == (many, ())


ROWS = st.lists(st.sampled_from(WHOLE.measures), unique=True, min_size=1, max_size=12)
PEOPLE = st.sets(st.sampled_from([one.study_code for one in WHOLE.participants]))


@settings(max_examples=12, deadline=None)
@given(told=ROWS, before=ROWS, gone=PEOPLE)
def test_every_row_counts_once_or_is_refused_once_and_none_of_who_withdrew(
    tmp_path_factory, told, before, gone
):
    with laid(tmp_path_factory.mktemp("here")) as here:
        first = Released(participants=WHOLE.participants, measures=tuple(before))
        here.take(sealed_bundle(KEYS, first))
        withdrawals = tuple(Withdrawal(study_code=one) for one in sorted(gone))
        here.take(sealed_bundle(KEYS, **later(2, withdrawals=withdrawals)))
        here.take(sealed_bundle(KEYS, **later(3, measures=tuple(told))))
        (_, _, last) = sorted(receipts("calm", here.catalogue), key=by_number)
        assert last.accepted + last.refused == len(told)
        assert {(one.row, one.why) for one in last.rows} == {
            (number, "withdrawn")
            for number, one in enumerate(told, 1)
            if one.study_code in gone
        }
        stays = {one for one in (*before, *told) if one.study_code not in gone}
        assert counted(here.catalogue)[2] == len(stays)
