"""Whoever withdrew, or left, stays so when an older copy of the answers comes back."""

import shutil

import pytest
from sqlalchemy import text

from pod import desk
from pod.app.inside import open_inside
from pod.desk import rights
from pod.storage import outbox, people
from pod.storage.memory import DOINGS
from pod.values import seeded
from tests.lived import SECOND, copy, lines, supervisor

ENDINGS = {
    rights.WithdrawPerson: "evaluation_withdrawn",
    rights.LeavePerson: "left_programme",
}
STUCK = """CREATE TRIGGER stuck BEFORE INSERT ON consent
BEGIN SELECT RAISE(ABORT, 'no'); END"""
each_ending = pytest.mark.parametrize("asked", ENDINGS, ids=lambda one: one.__name__)


@pytest.fixture
def daniel(laid):
    """Somebody who agreed to evaluation."""
    return laid[1][0]


@pytest.fixture
def home(laid, tmp_path):
    return copy(laid[0], tmp_path / "home")


def opened(home, clock):
    clock.advance(60_000)
    return open_inside(home, clock, seeded(5))


def choice(inside, person):
    """Return whether they take part, and what may leave of them."""
    with inside.memory.doings.begin() as db:
        kept = people.consent(db, person)
        (known,) = (one for one in outbox.participants(db) if one.ref == person)
        return kept.take_part, known.consent_evaluation


@each_ending
def test_an_older_store_of_answers_brings_no_agreement_back(home, clock, daniel, asked):
    older = shutil.copy2(home / DOINGS, home.with_name("older"))
    inside = opened(home, clock)
    assert choice(inside, daniel) == (True, True)
    supervisor(inside)(asked(daniel))
    ended = choice(inside, daniel)
    assert not ended[1]
    inside.close()
    shutil.copy2(older, home / DOINGS)
    for _ in range(2):
        again = opened(home, clock)
        assert choice(again, daniel) == ended
        assert lines(again.memory.doings, ENDINGS[asked]) == [daniel]
        again.close()


@each_ending
def test_a_backup_put_back_on_purpose_brings_no_agreement_back(
    home, clock, daniel, asked
):
    inside = opened(home, clock)
    ask = supervisor(inside)
    made = ask(desk.MakeBackup()).backups[0].name
    clock.advance(1000)
    ask(asked(daniel))
    ended = choice(inside, daniel)
    assert isinstance(ask(desk.Restore(made, SECOND)), desk.BackupsView)
    assert choice(inside, daniel) == ended
    assert not ended[1]
    inside.close()


@each_ending
def test_what_was_cut_off_before_the_choice_is_chosen_at_the_next_start(
    home, clock, daniel, asked
):
    inside = opened(home, clock)
    with inside.memory.doings.begin() as db:
        db.execute(text(STUCK))
    assert isinstance(supervisor(inside)(asked(daniel)), desk.Sorry)
    with inside.memory.doings.begin() as db:
        db.execute(text("DROP TRIGGER stuck"))
    assert choice(inside, daniel) == (True, True)
    inside.memory.close()
    again = opened(home, clock)
    assert not choice(again, daniel)[1]
    again.close()


def test_whoever_agrees_again_later_has_agreed(home, clock, daniel):
    inside = opened(home, clock)
    supervisor(inside)(rights.WithdrawPerson(daniel))
    clock.advance(1000)
    given = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)
    with inside.memory.doings.begin() as db:
        people.keep_consent(db, daniel, 1, given, clock.utc())
    inside.close()
    again = opened(home, clock)
    assert choice(again, daniel) == (True, True)
    again.close()
