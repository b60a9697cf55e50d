"""A bundle carries how far the pod's record had come, for both stores."""

from random import SystemRandom

from pod.export.run import export_now
from pod.storage.anchors import anchor
from pod.storage.verified import Mark, verify
from tests.export.makers import clock
from tests.export.stored import told_by


def test_a_bundle_says_how_far_the_record_had_come(store, stick, inside):
    anchor(inside.memory, "pod01", clock().utc())
    before = verify(inside.memory, "pod01").heads
    path = export_now(store, stick, SystemRandom(), clock()).path
    heads = told_by(path, store).manifest.heads
    assert [(one.store, one.count, one.hash) for one in heads] == [
        (one.store, one.count, one.hash) for one in before
    ]
    brought = [Mark(store=one.store, count=one.count, start=one.hash) for one in heads]
    assert verify(inside.memory, "pod01", brought).flaw is None


def test_the_record_says_that_a_bundle_was_made_and_written(store, stick, inside):
    export_now(store, stick, SystemRandom(), clock())
    with inside.memory.doings.engine.connect() as connection:
        query = "SELECT what, about FROM audit WHERE what LIKE 'bundle_%' ORDER BY id"
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
    assert [what for what, _ in found] == ["bundle_made", "bundle_written"]
    assert len({about for _, about in found}) == 1
