"""Export now: what is written, what is remembered, what is said."""

from secrets import SystemRandom

import msgspec
import pytest

from pod.bundle.pack import open_bundle
from pod.errors import Full, Private
from pod.export.remembered import already
from pod.export.run import export_now
from pod.study import StudyPack
from tests.export.makers import (
    BEGAN,
    POD_KEY,
    POLICY,
    Memory,
    both_points,
    clock,
    new_keys,
    opener,
    people,
)
from tests.room import room_for

KEYS = new_keys()


@pytest.fixture
def store():
    pack = StudyPack(
        study="calm",
        title="Calmer days",
        signed_by=POD_KEY.public,
        recipients=KEYS.recipients,
        receipt_keys=(POD_KEY.public,),
        policy=POLICY,
        outcomes=(),
    )
    return Memory(pack)


def join(store, n):
    store.people += people(n, start=len(store.people))
    store.rows = both_points(store.people)


def export(store, to):
    return export_now(store, to, SystemRandom(), clock())


def test_enough_people_become_a_bundle_that_opens(store, tmp_path):
    join(store, 7)
    done = export(store, tmp_path)
    assert done.path == tmp_path / "calm-pod07-000001.podbundle"
    assert done.say == "calm-pod07-000001.podbundle is written and checked."
    assert store.records[0].rows == 7 + 7 * 2 + 7 * 2 * 4
    opened = open_bundle(store.arrived(store.records[0]), opener(KEYS))
    assert len(opened.released.participants) == 7
    assert done.path.read_bytes() == store.content(store.records[0])
    assert store.records[0].made_at == BEGAN


def test_too_few_people_are_told_how_many_are_missing_and_no_more(store, tmp_path):
    join(store, 3)
    with pytest.raises(Private) as told:
        export(store, tmp_path)
    assert told.value.say == (
        "Nothing can leave yet: results of at least 2 more people are needed first"
    )
    assert list(tmp_path.iterdir()) == []
    assert store.records == []


def test_nothing_new_is_a_sentence_and_no_file(store, tmp_path):
    assert export(store, tmp_path).say == "There is nothing new to export."
    join(store, 5)
    export(store, tmp_path)
    before = sorted(tmp_path.iterdir())
    done = export(store, tmp_path)
    assert (done.path, done.say) == (None, "There is nothing new to export.")
    assert sorted(tmp_path.iterdir()) == before


def test_bundles_follow_on_each_other(store, tmp_path):
    join(store, 5)
    export(store, tmp_path)
    join(store, 5)
    export(store, tmp_path)
    headings = [
        open_bundle(store.arrived(record), opener(KEYS)).manifest.heading
        for record in store.records
    ]
    assert [one.sequence for one in headings] == [1, 2]
    assert headings[1].previous == store.records[0].sha256
    assert headings[0].bundle != headings[1].bundle


def test_a_full_medium_loses_nothing_and_the_same_bundle_comes_next_time(
    store, tmp_path
):
    join(store, 5)
    with room_for(500), pytest.raises(Full):
        export(store, tmp_path)
    assert list(tmp_path.iterdir()) == []
    done = export(store, tmp_path)
    assert len(store.records) == 1
    assert done.path.read_bytes() == store.content(store.records[0])


def test_what_nobody_has_entered_for_any_more_is_void_as_well(store, tmp_path):
    """One withdraws from the first of two that wait; the second tells of others."""
    store.people = [msgspec.structs.replace(one, ended=True) for one in people(10)]
    several = both_points(store.people)
    for rows in (several[::2], [*several[::2], *several[1:10:2]]):
        store.rows = rows
        with room_for(500), pytest.raises(Full):
            export(store, tmp_path)
    assert [len(one.people) for one in store.records] == [10, 0]
    *others, last = store.people
    store.people = [*others, msgspec.structs.replace(last, withdrawn=True)]
    assert export(store, tmp_path).path.name == "calm-pod07-000003.podbundle"
    assert set(store.records[2].people) == {one.study_code for one in store.people[:5]}
    assert store.voided == {one.bundle for one in store.records[:2]}


class ChangingMinds(Memory):
    """A store in which somebody withdraws while a bundle is being prepared."""

    def remember_export(self, record):
        super().remember_export(record)
        gone, *others = self.people
        self.people = [msgspec.structs.replace(gone, withdrawn=True), *others]


def test_who_withdraws_while_a_bundle_is_prepared_does_not_leave_in_it(store, tmp_path):
    changing = ChangingMinds(store.pack)
    join(changing, 9)
    assert export(changing, tmp_path).path is None
    assert list(tmp_path.iterdir()) == []
    store.people, store.rows = changing.people, changing.rows
    done = export(store, tmp_path)
    assert done.path is not None
    assert changing.people[0].study_code not in store.records[0].people
    assert len(store.records[0].people) == 8


def test_what_left_for_one_study_has_not_left_for_another(store, tmp_path):
    join(store, 6)
    export(store, tmp_path)
    ours, other = already(store.records, "calm"), already(store.records, "later")
    assert len(ours.people) == 6
    assert (other.people, other.activities) == (frozenset(), frozenset())
    assert other.groups == ours.groups
