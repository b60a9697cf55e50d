"""Export from a pod's own store: who withdrew stays here, whatever was prepared."""

from contextlib import suppress
from secrets import SystemRandom

import msgspec
import pytest

from pod.errors import Private, Storage
from pod.export.run import export_now
from pod.storage import keeping, outbox, people
from pod.storage.doings_tables import ActivityRow, ExportRow
from pod.study import NOT_RELEASED
from tests.export.makers import clock
from tests.export.stored import answer_again, code, refs, rewrite, sitting, told_by


def export(store, to):
    return export_now(store, to, SystemRandom(), clock())


def entered(opened):
    return {one.study_code for one in opened.released.participants}


def measured(opened):
    return {row.study_code for row in opened.released.measures}


def without_a_stick(store, tmp_path):
    """Prepare a bundle that cannot be written, as when the stick is missing."""
    with pytest.raises(Storage):
        export(store, tmp_path / "no stick")


def made(inside):
    with inside.memory.doings.begin() as db:
        return outbox.bundles(db)


def test_who_withdraws_before_a_bundle_is_written_does_not_leave_in_it(
    inside, store, stick, tmp_path
):
    without_a_stick(store, tmp_path)
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    done = export(store, stick)
    assert sorted(file.name for file in stick.iterdir()) == [
        "calm-pod01-000002.podbundle",
        "calm-pod01-000002.podbundle.sig",
    ]
    opened = told_by(done.path, store)
    assert entered(opened) == measured(opened) == {code(inside, one) for one in others}


def test_a_void_bundle_is_emptied_and_its_number_is_never_given_again(
    inside, store, stick, tmp_path
):
    without_a_stick(store, tmp_path)
    answer_again(inside, refs(inside)[0], evaluation=False)
    export(store, stick)
    void, after = made(inside)
    assert (void.sequence, void.record, void.written) == (1, b"", False)
    assert (after.sequence, after.written) == (2, True)
    assert store.unwritten() == []
    assert export(store, stick).say == "There is nothing new to export."


def test_too_few_left_after_a_withdrawal_means_that_nobody_leaves(
    inside, store, stick, tmp_path
):
    without_a_stick(store, tmp_path)
    for person in refs(inside)[:2]:
        answer_again(inside, person, evaluation=False)
    with pytest.raises(Private):
        export(store, stick)
    assert list(stick.iterdir()) == []
    answer_again(inside, refs(inside)[0], evaluation=True)
    assert len(entered(told_by(export(store, stick).path, store))) == 2


def test_a_bundle_everybody_still_agrees_to_is_written_as_it_was_made(
    inside, store, stick, tmp_path
):
    without_a_stick(store, tmp_path)
    (record,) = store.unwritten()
    kept = b"".join(store.pieces(record.sequence))
    answer_again(inside, refs(inside)[0], evaluation=True)
    assert export(store, stick).path.read_bytes() == kept


def cut_after_writing(inside, store, stick):
    """Write a bundle; let power go before it is noted that it is written."""
    old = export(store, stick).path
    with inside.memory.doings.begin() as db:
        db.get(ExportRow, 1).written = False
    return old


def test_a_bundle_that_lay_whole_when_power_went_has_left(inside, store, stick):
    old = cut_after_writing(inside, store, stick)
    answer_again(inside, refs(inside)[0], evaluation=False)
    with suppress(Private):
        export(store, stick)
    assert old.exists()
    assert (made(inside)[0].written, made(inside)[0].record != b"") == (True, True)


def test_a_bundle_begun_somewhere_else_has_left_for_all_that_is_known(
    inside, store, stick, tmp_path
):
    cut_after_writing(inside, store, stick)
    answer_again(inside, refs(inside)[0], evaluation=False)
    (tmp_path / "another").mkdir()
    with suppress(Private):
        export(store, tmp_path / "another")
    assert made(inside)[0].written


def test_a_bundle_that_was_begun_and_does_not_lie_there_whole_is_void(
    inside, store, stick
):
    old = cut_after_writing(inside, store, stick)
    old.rename(old.with_name(f"{old.name}.part"))
    answer_again(inside, refs(inside)[0], evaluation=False)
    new = export(store, stick).path
    assert made(inside)[0].record == b""
    assert len(entered(told_by(new, store))) == 2


def test_once_somebody_has_withdrawn_nothing_new_about_them_leaves(
    inside, store, stick
):
    export(store, stick)
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    for person in refs(inside):
        sitting(inside, person)
    opened = told_by(export(store, stick).path, store)
    assert entered(opened) == set()
    assert measured(opened) == {code(inside, one) for one in others}


def test_numbers_prepared_about_somebody_known_stay_when_they_withdraw(
    inside, store, stick, tmp_path
):
    export(store, stick)
    for person in refs(inside):
        sitting(inside, person)
    without_a_stick(store, tmp_path)
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    opened = told_by(export(store, stick).path, store)
    assert opened.manifest.heading.sequence == 3
    assert measured(opened) == {code(inside, one) for one in others}


def test_an_old_pods_unknown_bands_are_never_told_and_stop_nothing(
    inside, store, stick
):
    old = {"sex": "male", "age_band": "thirty or so", "wing_band": "A1-14"}
    with inside.memory.doings.begin() as db:
        for ref in refs(inside):
            people.person(db, ref).bands = msgspec.json.encode(old)
    opened = told_by(export(store, stick).path, store)
    told = {(one.sex, one.age_band) for one in opened.released.participants}
    assert told == {("male", NOT_RELEASED)}


@pytest.mark.parametrize("changed", [{"task": "site_scale"}, {"row": b'{"old": 1}'}])
def test_what_this_pod_can_read_no_more_stops_no_bundle_and_is_said(
    inside, store, stick, caplog, changed
):
    with inside.memory.doings.begin() as db:
        for one in db.query(ActivityRow).where(ActivityRow.task == "ons4"):
            if "task" in changed:
                one.task = changed["task"]
            rows = keeping.raw_rows(db, one.id)
            rewrite(db, one.id, [changed.get("row", row) for row in rows])
    opened = told_by(export(store, stick).path, store)
    tasks = {row.task for row in opened.released.measures}
    assert "phq8" in tasks
    assert not tasks & {"ons4", "site_scale"}
    assert "version 1 cannot be read here any more: not in the bundle" in caplog.text


def test_a_store_that_came_back_from_before_a_bundle_left_gives_its_number_to_no_other(
    inside, store, stick
):
    export(store, stick)
    first = store.previous_hash()
    with inside.memory.doings.begin() as db:
        db.query(ExportRow).delete()
    assert store.next_sequence() == 2
    assert store.previous_hash() == first
    opened = told_by(export(store, stick).path, store)
    assert opened.manifest.heading.sequence == 2
