"""Research rows arrive whole or not at all, once, and go when somebody withdraws."""

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


def test_the_same_rows_in_another_bundle_are_refused_whole(catalogue, tables, tmp_path):
    taken([sent(tmp_path, tables)], catalogue)
    before = counted(catalogue)
    tables["data/participants.csv"].clear()
    (again,) = taken([sent(tmp_path, tables, bundle="1" * 32, sequence=2)], catalogue)
    assert (again.state, again.code) == ("refused", 3)
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


def test_what_comes_late_of_who_withdrew_is_not_kept(catalogue, tables, tmp_path):
    gone = tables["data/participants.csv"][0].study_code
    early = rows_for([])
    early["data/withdrawals.csv"].append(Withdrawal(study_code=gone))
    second = sent(tmp_path, early, bundle="1" * 32, sequence=2)
    taken([second, sent(tmp_path, tables)], catalogue)
    assert counted(catalogue)["participant"] == 2
    assert counted(catalogue)["trials_ons4"] == 16


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("data/activities.csv", "sitting"),
        ("data/trials_ons4.csv", "activity"),
        ("data/measures.csv", "participant"),
    ],
)
def test_rows_that_belong_to_nothing_are_refused(
    catalogue, tables, tmp_path, table, name
):
    """`name` is what is not there, so nothing may be known of `table` either."""
    paths = {
        "sitting": "data/sittings.csv",
        "activity": "data/activities.csv",
        "participant": "data/participants.csv",
    }
    tables[paths[name]].pop()
    assert tables[table]
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.state, one.code in (3, 6)) == ("refused", True)
    assert catalogue.ask("SELECT count(*) FROM bundle") == [(0,)]
    assert catalogue.ask("SELECT count(*) FROM participant") == [(0,)]


def test_a_number_that_contradicts_itself_is_refused(catalogue, tables, tmp_path):
    measures = tables["data/measures.csv"]
    row = next(one for one in measures if one.value is not None)
    contrary = {name: getattr(row, name) for name in row.__struct_fields__}
    measures[measures.index(row)] = type(row)(**{**contrary, "missing": "skipped"})
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.state, one.code) == ("refused", 6)


def test_more_trials_than_their_activity_had_are_refused(catalogue, tables, tmp_path):
    trials = tables["data/trials_ons4.csv"]
    trials.append((*trials[-1][:3], 5, *trials[-1][4:]))
    (one,) = taken([sent(tmp_path, tables)], catalogue)
    assert (one.state, one.code) == ("refused", 6)
