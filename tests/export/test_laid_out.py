"""What lies ready for the link has not left: a withdrawal still reaches it."""

import pytest

from pod.core.due import EVERY_MS
from pod.core.laid_out import look_after
from pod.desk.rights import WithdrawPerson
from pod.export import from_store
from pod.export.laying_out import laying_out
from pod.export.post import GOING, GONE, OUTGOING, has_begun, send, waiting
from pod.storage.left import all_stand
from pod.values import seeded
from tests.core.staffed import as_supervisor
from tests.export.makers import clock as today
from tests.export.stored import code, refs, told_by

NAME = "calm-pod01-000001.podbundle"


class Server:
    """Keeps what it is given; what is to happen meanwhile happens before it does."""

    def __init__(self, meanwhile=lambda _name: None):
        self.has, self.meanwhile = {}, meanwhile

    def put(self, name, content, _told=None):
        self.meanwhile(name)
        self.has[name] = content


@pytest.fixture
def home(home, store):
    """That pod's home, with a bundle laid out for the link."""
    for _ in laying_out(store, home, seeded(5), today()):
        pass
    return home


def out(home):
    return sorted(one.name for one in (home / OUTGOING).iterdir())


def stands(inside):
    with inside.memory.doings.begin() as db:
        return [(one.sequence, one.written) for one in all_stand(db)]


def withdraws(inside):
    first, *others = refs(inside)
    assert as_supervisor(inside, WithdrawPerson(first)).left == 0
    return {code(inside, one) for one in others}


def test_laid_out_it_waits_and_has_left_once_the_server_has_it(home, inside):
    assert out(home) == [NAME, f"{NAME}.sig"]
    assert stands(inside) == [(1, False)]
    server = Server()
    assert list(send(home, server)) == [NAME]
    assert (set(server.has), waiting(home)) == ({NAME, f"{NAME}.sig"}, [])
    look_after(inside.core._behind)
    assert (stands(inside), out(home)) == ([(1, True)], [])


def test_who_withdraws_takes_it_out_at_once_and_the_others_leave_in_another(
    home, inside, store
):
    others = withdraws(inside)
    assert out(home) == []
    assert stands(inside) == [(1, False)]
    for _ in laying_out(store, home, seeded(6), today()):
        pass
    (path,) = waiting(home)
    assert path.name == "calm-pod01-000002.podbundle"
    opened = told_by(path, store)
    assert {one.study_code for one in opened.released.participants} == others
    assert stands(inside) == [(2, False)]


def test_who_withdraws_while_the_signature_goes_is_not_in_what_the_server_gets(
    home, inside
):
    server = Server(lambda _name: withdraws(inside) if waiting(home) else None)
    assert list(send(home, server)) == []
    assert NAME not in server.has


def test_what_has_begun_to_go_has_left_and_is_never_void(home, inside, store):
    def cut(name):
        if name == NAME:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        list(send(home, Server(cut)))
    assert has_begun(home / OUTGOING / NAME)
    (record,) = store.offered()
    store.void(record.bundle)
    assert store.unwritten() == []
    assert stands(inside) == [(1, True)]
    server = Server()
    assert list(send(home, server)) == [NAME]
    assert server.has[NAME] == b"".join(store.pieces(record.sequence))


@pytest.mark.parametrize("stage", [GOING, GONE])
def test_after_a_power_cut_amid_carrying_it_counts_as_written(home, inside, stage):
    path = home / OUTGOING / NAME
    path.rename(path.with_name(f"{NAME}{stage}"))
    inside.core._behind.clock.advance(EVERY_MS)
    inside.core.due.tick()
    assert stands(inside) == [(1, True)]


def test_what_goes_while_others_are_written_down_is_written_down_the_next_time(
    home, inside, store, monkeypatch
):
    real = from_store.waiting

    def carried_now(where):
        list(send(home, Server()))
        return real(where)

    monkeypatch.setattr(from_store, "waiting", carried_now)
    store.note_gone()
    monkeypatch.undo()
    store.note_gone()
    assert (stands(inside), out(home)) == ([(1, True)], [])
