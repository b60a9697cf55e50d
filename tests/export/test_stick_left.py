"""What lay on a stick when power went has left; what is another study's never goes."""

from msgspec.structs import replace

from pod.bundle.medium import Disk
from tests.export.faulty import PEOPLE, RECORDS, STICK, Faulty, exchange, marked, memory

FIRST, SECOND = (record.bundle for record in RECORDS)


def cut_after_writing(folder):
    """Return a pod that wrote both bundles and had power go before it noted that."""
    store = memory()
    assert exchange(store, folder, Disk()).state == "fine"
    store.written.clear()
    assert store.begun() == {FIRST: STICK, SECOND: STICK}
    return store


def withdraws(store, code):
    store.people = [
        replace(one, consent_evaluation=one.study_code != code) for one in PEOPLE
    ]


def names(folder):
    return {path.name for path in folder.glob("*.podbundle")}


def test_what_lies_whole_on_the_stick_has_left_though_nobody_noted_it(tmp_path):
    folder = marked(tmp_path / "stick")
    store = cut_after_writing(folder)
    withdraws(store, RECORDS[0].people[0])
    done = exchange(store, folder, Disk())
    assert (store.voided, store.written) == (set(), {FIRST, SECOND})
    assert done.bundles == (RECORDS[1].sealed.name,)
    assert names(folder) == {record.sealed.name for record in RECORDS}


def test_what_was_begun_and_does_not_lie_there_whole_is_void(tmp_path):
    folder = marked(tmp_path / "stick")
    store = cut_after_writing(folder)
    path = folder / RECORDS[0].sealed.name
    path.write_bytes(path.read_bytes()[:-1])
    path.rename(path.with_name(f"{path.name}.part"))
    withdraws(store, RECORDS[0].people[0])
    exchange(store, folder, Disk())
    assert store.voided == {FIRST}


def test_what_was_begun_on_another_stick_has_left_for_all_that_is_known(tmp_path):
    store = cut_after_writing(marked(tmp_path / "stick"))
    store.began = dict.fromkeys(store.began, "2345678923456789")
    withdraws(store, RECORDS[0].people[0])
    another = marked(tmp_path / "another")
    exchange(store, another, Disk())
    assert (store.voided, FIRST in store.written) == (set(), True)
    assert names(another) == {RECORDS[1].sealed.name}


def test_who_withdraws_before_anything_is_begun_is_in_no_bundle(tmp_path):
    folder, store = marked(tmp_path / "stick"), memory()
    withdraws(store, RECORDS[0].people[0])
    exchange(store, folder, Disk())
    assert store.voided == {FIRST}


def test_a_write_that_failed_and_left_nothing_has_not_begun(tmp_path):
    store = memory()
    full = Faulty("full", 8)
    assert exchange(store, marked(tmp_path / "stick"), full).state == "full"
    assert full.happened
    assert (store.begun(), store.written) == ({}, set())
    assert names(tmp_path / "stick") == set()


def test_an_earlier_studys_bundles_never_go_onto_a_new_studys_stick(tmp_path):
    store = memory()
    store.pack = replace(store.pack, study="later")
    folder = marked(tmp_path / "stick", study="later")
    done = exchange(store, folder, Disk())
    assert (done.state, done.bundles, names(folder)) == ("fine", (), set())
    assert [one.bundle for one in store.offered()] == [FIRST, SECOND]
