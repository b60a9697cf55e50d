"""No way out is forgotten: each is tried here, or it is said where and why not here."""

from tests.escape.attempts import ATTEMPTS
from tests.escape.rows import ELSEWHERE, ROWS, rows_at
from tests.escape.rows_elsewhere import WHY


def test_every_way_out_is_tried_here_or_said_to_be_tried_elsewhere():
    assert [row.number for row in ROWS] == [*range(1, 35)]
    for row in ROWS:
        assert row.layers
        elsewhere = set(row.layers) & set(ELSEWHERE)
        assert all(row.number in WHY[layer] for layer in elsewhere)


def test_nothing_is_said_to_be_tried_elsewhere_that_is_not():
    for layer, why in WHY.items():
        assert set(why) == set(rows_at(layer))


def test_whatever_is_attempted_has_a_window_manager_or_a_compositor_to_be_tried_in():
    assert set(ATTEMPTS) <= {*rows_at("X"), *rows_at("C")}
