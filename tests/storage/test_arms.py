"""Arms: drawn once, in order, in the record; nothing ahead can be seen or changed."""

import logging
from datetime import date

import msgspec
import pytest
from sqlalchemy import delete, event, func, select

from pod.app.inside import open_inside, open_memory
from pod.arms import plain, seal_sequence
from pod.errors import Malformed, Sealed, TryAgain, Usage
from pod.seal import new_identity, recipient_of
from pod.settings import read_settings
from pod.storage import arms, outbox
from pod.storage.arms import arm_of, begins_on
from pod.storage.audit import first_break
from pod.storage.doings_tables import ArmRow, DoingsBase
from pod.storage.memory import DOINGS
from pod.storage.tables import AuditRow, Base, SettingRow
from pod.values import seeded
from tests.armed import LATER, NOW, allocation, pack_with
from tests.conftest import BEGINS
from tests.export.stored import PACK, refs

ALL = (*Base.metadata.sorted_tables, *DoingsBase.metadata.sorted_tables)
POD = "pod01"


def armed(inside, held, **changed):
    """Return a pack sealed for the key of this very pod."""
    with inside.memory.doings.begin() as db:
        return pack_with(held, outbox.identity(db), **changed)


def install(inside, pack, pod=POD):
    with inside.memory.doings.begin() as db:
        arms.install(db, pod, pack)


def draw(inside, person, now=BEGINS):
    with inside.memory.doings.begin() as db:
        return arm_of(db, POD, person, now)


def rows(inside):
    with inside.memory.doings.begin() as db:
        found = db.scalars(select(ArmRow).order_by(ArmRow.place))
        return [(row.place, row.person, row.arm) for row in found]


def lines(inside):
    """Return what the record says of draws; it must be whole."""
    with inside.memory.doings.begin() as db:
        assert first_break(db) is None
        drawn = select(AuditRow.about).where(AuditRow.what == "arm_drawn")
        return list(db.scalars(drawn.order_by(AuditRow.id)))


def in_force(inside):
    with inside.memory.doings.begin() as db:
        return outbox.study(db)


@pytest.fixture
def three(inside):
    """Three people at a pod whose sequence is now, later, later, now."""
    install(inside, armed(inside, allocation("0110")))
    return refs(inside)


def test_people_draw_in_the_order_in_which_they_come(inside, three):
    assert [draw(inside, who) for who in three] == [NOW, LATER, LATER]
    assert rows(inside) == [
        (0, three[0], "now"),
        (1, three[1], "later"),
        (2, three[2], "later"),
    ]


def test_somebody_draws_once_however_often_it_is_asked(inside, three):
    first = draw(inside, three[1])
    assert [draw(inside, three[1]) for _ in range(3)] == [first] * 3
    assert len(rows(inside)) == len(lines(inside)) == 1


def test_the_record_says_which_place_but_not_which_arm(inside, three):
    for who in three[:2]:
        draw(inside, who)
    assert lines(inside) == [f"0:{three[0]}", f"1:{three[1]}"]
    with inside.memory.doings.begin() as db:
        whole = repr([vars(row) for row in db.scalars(select(AuditRow))])
    assert "later" not in whole


def test_a_draw_is_kept_when_the_pod_starts_again(home, clock):
    inside = open_inside(home, clock, seeded(2))
    install(inside, armed(inside, allocation("10")))
    who, other, _ = refs(inside)
    assert draw(inside, who) == LATER
    inside.memory.close()
    inside = open_inside(home, clock, seeded(3))
    assert (draw(inside, who), draw(inside, other)) == (LATER, NOW)
    inside.memory.close()


def test_a_draw_that_was_cut_off_never_was(inside, three):
    with inside.memory.doings.begin() as db:
        assert arm_of(db, POD, three[0], BEGINS) == NOW
        db.rollback()
    assert rows(inside) == lines(inside) == []
    assert draw(inside, three[2]) == NOW


def test_without_arms_everything_is_as_it_was(inside):
    who = refs(inside)[0]
    assert draw(inside, who) is None
    install(inside, PACK)
    assert draw(inside, who) is None
    with inside.memory.doings.begin() as db:
        assert begins_on(db, who) is None
    assert in_force(inside) == PACK
    assert rows(inside) == lines(inside) == []


def test_when_every_place_is_taken_nobody_is_lost(inside):
    install(inside, armed(inside, allocation("01")))
    first, second, third = refs(inside)
    draw(inside, first)
    draw(inside, second)
    with pytest.raises(Usage, match="is taken"):
        draw(inside, third)
    assert (draw(inside, first), draw(inside, second)) == (NOW, LATER)
    assert len(rows(inside)) == len(lines(inside)) == 2
    assert third in refs(inside)


def test_somebody_who_is_not_here_draws_nothing(inside, three):
    with pytest.raises(Usage, match="not on this pod"):
        draw(inside, "nobody")
    assert draw(inside, three[0]) == NOW


def test_a_place_is_never_given_twice_even_if_somebody_is_removed(inside, three):
    draw(inside, three[0])
    with inside.memory.doings.begin() as db:
        db.execute(delete(ArmRow))
    assert draw(inside, three[1]) == LATER
    assert rows(inside) == [(1, three[1], "later")]


def test_two_programs_never_take_the_same_place(home, inside, three, clock):
    """While one is about to write its draw, the other tries to draw too."""
    other = open_memory(home, read_settings(home), clock)
    refused = []

    def at_the_worst_moment(_conn, _cursor, statement, *_):
        if statement.startswith("INSERT INTO arm"):
            with other.doings.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")
            with pytest.raises(TryAgain), other.doings.begin() as db:
                arm_of(db, POD, three[1], BEGINS)
            refused.append(three[1])

    event.listen(
        inside.memory.doings.engine, "before_cursor_execute", at_the_worst_moment
    )
    assert draw(inside, three[0]) == NOW
    with other.doings.begin() as db:
        assert arm_of(db, POD, three[1], BEGINS) == LATER
    other.close()
    assert refused == [three[1]]
    assert [place for place, _, _ in rows(inside)] == [0, 1]


def test_two_people_may_draw_in_one_transaction(inside, three):
    with inside.memory.doings.begin() as db:
        found = [arm_of(db, POD, who, BEGINS) for who in three]
    assert found == [NOW, LATER, LATER]


def test_the_wait_begins_with_the_draw(inside, three, clock):
    clock.days_pass(10)
    for who in three[:2]:
        draw(inside, who, clock.utc())
    with inside.memory.doings.begin() as db:
        assert begins_on(db, three[0]) == date(2026, 1, 15)
        assert begins_on(db, three[1]) == date(2026, 3, 12)
        assert begins_on(db, three[2]) is None


STEP = {"unit": "pod", "starts_on": date(2026, 6, 1)}


def test_a_whole_pod_is_in_one_arm_from_the_studys_start(inside):
    install(inside, armed(inside, allocation("1", **STEP)))
    everybody = refs(inside)
    assert [draw(inside, who) for who in everybody] == [LATER] * 3
    assert rows(inside) == [(0, "pod", "later")]
    assert lines(inside) == ["0:pod"]
    with inside.memory.doings.begin() as db:
        assert {begins_on(db, who) for who in everybody} == {date(2026, 7, 27)}


def test_a_pack_without_a_sequence_for_this_pod_is_not_taken_on(inside):
    install(inside, PACK)
    with pytest.raises(Usage, match="none to draw from on this pod"):
        install(inside, armed(inside, allocation(pod="pod02")))
    assert in_force(inside) == PACK


def test_a_sequence_sealed_for_another_key_is_not_taken_on(inside):
    with pytest.raises(Sealed):
        install(inside, pack_with(allocation(), new_identity()))
    with pytest.raises(Usage, match="no study"):
        in_force(inside)


@pytest.mark.parametrize(
    "made_for",
    [{"study": "other"}, {"arms": (LATER, NOW)}, {"pod": "pod02"}, STEP],
)
def test_a_sequence_made_for_anything_else_is_not_taken_on(inside, made_for):
    pack = armed(inside, allocation())
    with inside.memory.doings.begin() as db:
        recipient = recipient_of(outbox.identity(db))
    other = seal_sequence(allocation(**made_for), recipient)
    relabelled = msgspec.structs.replace(other, pod=POD)
    with pytest.raises(Malformed, match="another pod or other arms"):
        install(inside, msgspec.structs.replace(pack, sequences=(relabelled,)))


def flipped(one):
    raw = bytearray(one.sealed)
    raw[-1] ^= 1
    return msgspec.structs.replace(one, sealed=bytes(raw))


def recommitted(one):
    return msgspec.structs.replace(one, commitment="0" * 64)


@pytest.mark.parametrize(
    ("harm", "trouble"), [(flipped, Sealed), (recommitted, Malformed)]
)
def test_what_was_tampered_with_is_neither_taken_on_nor_drawn_from(
    inside, harm, trouble
):
    pack = armed(inside, allocation())
    harmed = msgspec.structs.replace(pack, sequences=(harm(pack.sequences[0]),))
    with pytest.raises(trouble):
        install(inside, harmed)
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, harmed)
    with pytest.raises(trouble):
        draw(inside, refs(inside)[0])
    assert rows(inside) == lines(inside) == []


def test_installing_the_same_pack_again_does_not_go_back(inside, three):
    pack = in_force(inside)
    draw(inside, three[0])
    install(inside, pack)
    assert draw(inside, three[1]) == LATER
    with inside.memory.doings.begin() as db:
        assert db.scalar(select(func.count()).select_from(ArmRow)) == 2


def test_before_the_first_draw_another_sequence_may_come(inside, three):
    install(inside, armed(inside, allocation("1001", nonce="cd" * 32)))
    assert draw(inside, three[0]) == LATER


def swapped(inside):
    """Give a pack of the same study with the arms the other way round."""
    return armed(inside, allocation("1001", nonce="cd" * 32))


def armless(inside):
    return msgspec.structs.replace(in_force(inside), arms=(), sequences=())


def another_study(inside):
    return armed(inside, allocation("1001", study="other"))


@pytest.mark.parametrize("pack", [swapped, armless, another_study])
def test_after_a_draw_nothing_else_is_drawn_from(inside, three, pack):
    before = in_force(inside)
    draw(inside, three[0])
    with pytest.raises(Usage, match="has drawn arms for the study calm already"):
        install(inside, pack(inside))
    assert in_force(inside) == before
    assert draw(inside, three[1]) == LATER


def test_a_pack_that_came_another_way_is_not_drawn_from_either(inside, three):
    draw(inside, three[0])
    pack = swapped(inside)
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, pack)
    with pytest.raises(Usage, match="already"):
        draw(inside, three[1])
    assert len(rows(inside)) == 1


def test_a_study_without_arms_may_come_between(inside, three):
    pack = in_force(inside)
    draw(inside, three[0])
    between = msgspec.structs.replace(PACK, study="between")
    install(inside, between)
    assert draw(inside, three[1]) is None
    install(inside, pack)
    assert (draw(inside, three[0]), draw(inside, three[1])) == (NOW, LATER)


def test_an_arm_that_the_study_no_longer_has_is_malformed(inside, three):
    pack = in_force(inside)
    draw(inside, three[0])
    renamed = (msgspec.structs.replace(NOW, name="soon"), LATER)
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, msgspec.structs.replace(pack, arms=renamed))
    with pytest.raises(Malformed):
        draw(inside, three[0])


LONG = "0110100110010110" * 4
NONCE = "5a17" * 16


def test_what_comes_later_stands_nowhere_on_the_pod(home, inside, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    held = allocation(LONG, nonce=NONCE)
    install(inside, armed(inside, held))
    for who in refs(inside):
        draw(inside, who)
    with inside.memory.doings.begin() as db:
        tables = [db.execute(select(one)).all() for one in ALL]
    files = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    told = repr(tables) + caplog.text + "".join(capsys.readouterr())
    for secret in (LONG, LONG[3:], NONCE, plain(held).decode()):
        assert secret not in told
        assert secret.encode() not in files
    assert (home / DOINGS).exists()


def test_an_older_store_is_given_its_own_key_once(inside):
    with inside.memory.doings.begin() as db:
        db.execute(delete(SettingRow).where(SettingRow.name == outbox.IDENTITY))
    with inside.memory.doings.begin() as db:
        first = outbox.identity(db)
    with inside.memory.doings.begin() as db:
        assert outbox.identity(db) == first
    assert first.startswith("AGE-SECRET-KEY-1")
