"""What staff and evaluators are told of a bundle: the level, and nobody by a count."""

from hypothesis import given
from hypothesis import strategies as st

from pod.cli.disclosed import report_lines
from pod.gate.report import Disclosure, told

SIZES = st.integers(0, 60)


def report(k=5, held=0, **other):
    share = "fewer than k" if 0 < held < k else 0.25
    return Disclosure(
        k=k,
        people=11,
        people_so_far=31,
        classes=2,
        smallest_class=5,
        uniques=0,
        held_back=told(held, k),
        share_held_back=share,
        **other,
    )


@given(SIZES)
def test_so_few_that_they_could_be_known_are_never_counted_out(held):
    said = "\n".join(report_lines(report(held=held)))
    assert ("fewer than 5 people" in said) == (0 < held < 5)
    assert (f"held back: {held} people (25 %" in said) == (held == 0 or held >= 5)


def test_what_is_not_told_is_named_column_by_column():
    few = report(suppressed={"sex": 12, "arm": "fewer than k"})
    said = "\n".join(report_lines(few))
    assert "cells not told: sex 12, arm fewer than k" in said
    assert "activities not told" not in said


def test_research_rows_are_never_called_anonymous():
    rows = report(level="rows", agreement="DSA-12")
    said = "\n".join(report_lines(rows))
    assert "is not anonymised: rows under DSA-12" in said
    assert "It tells of 11 new people\nSo far 31 people" in said
    assert "alone: 0" in said
