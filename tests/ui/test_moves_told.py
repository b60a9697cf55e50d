"""What staff read once records were looked for: each of a few, the count of many."""

from pod.desk.moves import Arrived, TookIn
from pod.ui.common.words import read_text
from pod.ui.staff.moves_told import took

TEXT = read_text("en")


def told(*arrived):
    return took(TEXT, TookIn(state="fine", road="folder", arrived=arrived))


def came(number):
    return Arrived(name=f"{number}.podrecord", first_name="Jo", cell=f"A1-{number:02}")


def test_a_few_are_named_one_by_one():
    assert told(came(1), came(2)) == (
        "Came here: Jo, cell A1-01. Their place goes on here.",
        "Came here: Jo, cell A1-02. Their place goes on here.",
    )


def test_many_are_counted_and_what_is_amiss_still_has_its_next_step():
    amiss = Arrived(name="x.podrecord", why="forged")
    assert told(*map(came, range(20)), amiss) == (
        "Records that came in: 20.",
        "x.podrecord: changed on the way. Ask for a new one.",
    )


def test_whose_cell_nobody_knows_yet_is_noted_next():
    (said,) = told(Arrived(name="a.podrecord", first_name="Jo", cell="-"))
    assert "pod people correct" in said


def test_nothing_there_says_where_to_look():
    assert told() == (TEXT.room.moves.none_came, TEXT.room.moves.none_came_do)
