"""Research rows arrive whole or not at all, once, and go when somebody withdraws."""

from collections import Counter

import pytest

from pod.bundle.released import Withdrawal
from tests.evaluation.rows_made import rows_for, sent, shelf, taken
from tests.evaluation.rows_people import participant

COUNT = "SELECT count(*) FROM {}"
OF = COUNT + " WHERE study_code = ?"


@pytest.fixture
def catalogue(tmp_path):
    catalogue = shelf(tmp_path)
    yield catalogue
    catalogue.close()


@pytest.fixture
def tables():
    """Every table of three people who had a first and a last sitting."""
    return rows_for([participant(number) for number in range(3)])


def counted(catalogue):
    """Return how many rows every table has that keeps something of people."""
    names = ("participant", "exact_point", "measure", "sitting", "activity")
    return {
        name: catalogue.ask(COUNT.format(name))[0][0]
        for name in (*names, "attendance", "trials_ons4")
    }


def test_every_table_arrives(catalogue, tables, tmp_path):
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.state, one.say) == ("loaded", one.say)
    assert counted(catalogue) == {
        "participant": 3,
        "exact_point": 6,
        "measure": 24,
        "sitting": 6,
        "activity": 6,
        "attendance": 0,
        "trials_ons4": 24,
    }
    assert one.rows == 69
    asked = "SELECT rt_ms, timed_by, value FROM trials_ons4 LIMIT 1"
    assert catalogue.ask(asked) == [(900.5, "touch", 5)]
    assert len(catalogue.ask("SELECT ran_with FROM params")) == 1


def test_a_bundle_that_comes_twice_changes_nothing(catalogue, tables, tmp_path):
    path = sent(tmp_path, tables)
    taken([path], catalogue)
    before = counted(catalogue)
    (again,) = taken([path], catalogue)
    assert again.state == "already"
    assert counted(catalogue) == before


def test_the_same_rows_in_another_bundle_are_no_change(catalogue, tables, tmp_path):
    taken([sent(tmp_path, tables)], catalogue)
    before = counted(catalogue)
    (again,) = taken([sent(tmp_path, tables, bundle="1" * 32, sequence=2)], catalogue)
    assert (again.state, again.rows, again.refused) == ("loaded", 69, 0)
    assert counted(catalogue) == before


def test_what_is_told_otherwise_is_refused_as_that_row(catalogue, tables, tmp_path):
    taken([sent(tmp_path, tables)], catalogue)
    before = counted(catalogue)
    trials, did = tables["data/trials_ons4.csv"], tables["data/activities.csv"]
    trials[1] = (*trials[1][:5], 9, *trials[1][6:])
    did[3] = (*did[3][:-2], 70_000, 4)
    (again,) = taken([sent(tmp_path, tables, bundle="1" * 32, sequence=2)], catalogue)
    assert (again.state, again.code, again.refused) == ("loaded", 3, 2)
    assert refused(catalogue) == [
        ("activities.csv", 4, "told_otherwise"),
        ("trials_ons4.csv", 2, "told_otherwise"),
    ]
    assert counted(catalogue) == before


def test_who_withdraws_is_taken_out_of_every_table(catalogue, tables, tmp_path):
    taken([sent(tmp_path, tables)], catalogue)
    gone = tables["data/participants.csv"][0].study_code
    later = rows_for([])
    later["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    path = sent(tmp_path, later, bundle="1" * 32, sequence=2)
    (one,) = taken([path], catalogue)
    assert one.state == "loaded"
    assert counted(catalogue)["trials_ons4"] == 16
    for table in counted(catalogue):
        assert catalogue.ask(OF.format(table), gone) == [(0,)], table


def test_two_pods_may_tell_of_the_same_withdrawal(catalogue, tables, tmp_path):
    """Each tells of what had left from it; in one bundle it stands once."""
    taken([sent(tmp_path, tables)], catalogue)
    gone = tables["data/participants.csv"][0].study_code
    later = rows_for([])
    later["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    paths = [
        sent(tmp_path, later, bundle="1" * 32, sequence=2),
        sent(tmp_path, later, pod="pod02", bundle="2" * 32),
    ]
    told = taken(paths, catalogue, pods=("pod01", "pod02"))
    assert [one.state for one in told] == ["loaded", "loaded"]
    assert counted(catalogue)["trials_ons4"] == 16
    later["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    twice = sent(tmp_path, later, bundle="3" * 32, sequence=3)
    assert [one.refused for one in taken([twice], catalogue)] == [1]


def test_what_comes_late_of_who_withdrew_is_not_kept(catalogue, tables, tmp_path):
    gone = tables["data/participants.csv"][0].study_code
    early = rows_for([])
    early["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    second = sent(tmp_path, early, bundle="1" * 32, sequence=2)
    taken([second, sent(tmp_path, tables)], catalogue)
    assert counted(catalogue)["participant"] == 2
    assert counted(catalogue)["trials_ons4"] == 16


WITHOUT = {
    "data/sittings.csv": {"no_sitting": 1, "no_activity": 4},
    "data/activities.csv": {"no_activity": 4},
    "data/participants.csv": {"unknown_person": 2 + 8 + 2 + 2 + 8},
}


@pytest.mark.parametrize("gone", WITHOUT)
def test_rows_that_belong_to_nothing_are_refused_and_the_rest_is_used(
    catalogue, tables, tmp_path, gone
):
    tables[gone].pop()
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    whys = Counter(why for _, _, why in refused(catalogue))
    assert whys == WITHOUT[gone]
    assert (one.state, one.rows) == ("loaded", 68 - whys.total())


def test_rows_that_came_before_their_person_count_once_they_have(
    catalogue, tables, tmp_path
):
    """They come by another pod's bundle, whose road was the shorter one."""
    late = tables["data/participants.csv"][2]
    who = rows_for([late])
    first = {
        path: [r for r in rows if code(r) != late.study_code]
        for path, rows in tables.items()
    }
    before = {
        path: rows if "participants" in path else [] for path, rows in who.items()
    }
    after = {**who, "data/participants.csv": []}
    paths = [
        sent(tmp_path, first),
        sent(tmp_path, after, "pod02", bundle="2" * 32),
        sent(tmp_path, before, "pod01", bundle="3" * 32, sequence=2),
    ]
    told = taken(paths, catalogue, ("pod01", "pod02"))
    assert [one.refused for one in told] == [0, 22, 0]
    assert counted(catalogue)["trials_ons4"] == 24
    assert counted(catalogue)["measure"] == 24


def test_a_number_that_contradicts_itself_is_refused(catalogue, tables, tmp_path):
    measures = tables["data/measures.csv"]
    row = next(one for one in measures if one.value is not None)
    contrary = {name: getattr(row, name) for name in row.__struct_fields__}
    at = measures.index(row)
    measures[at] = type(row)(**{**contrary, "missing": "skipped"})
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.state, one.code, one.rows) == ("loaded", 3, 68)
    assert refused(catalogue) == [("measures.csv", at + 1, "contradicts")]


def test_more_trials_than_their_activity_had_are_refused(catalogue, tables, tmp_path):
    trials = tables["data/trials_ons4.csv"]
    trials.append((*trials[-1][:3], 5, *trials[-1][4:]))
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.code, one.rows) == (3, 69)
    assert refused(catalogue) == [("trials_ons4.csv", 25, "no_activity")]


def refused(catalogue):
    """Return which rows were refused, and why."""
    return catalogue.ask("SELECT file, row, why FROM refused_row ORDER BY ALL")


def code(row):
    """Return whose a row is."""
    return row[0] if isinstance(row, tuple) else row.study_code
