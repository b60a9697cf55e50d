"""What holds for the scores of every instrument, whatever somebody answers."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.modules.questionnaire import TASKS
from pod.people import draw
from tests.instruments import answered, supplied_skeletons

ALL = {**{task.name: task for task in TASKS}, **supplied_skeletons()}
PUBLISHED = {name: task.read_params() for name, task in ALL.items()}


@st.composite
def some_answers(draw_one):
    task = ALL[draw_one(st.sampled_from(sorted(ALL)))]
    published = PUBLISHED[task.name]
    return task, [
        draw_one(st.none() | st.sampled_from([o.value for o in published.options(i)]))
        for i in published.items
    ]


@settings(max_examples=80, deadline=None)
@given(given_=some_answers())
def test_every_score_lies_within_the_range_its_instrument_names(given_):
    task, values = given_
    published, found = PUBLISHED[task.name], task.score(answered(task, values))
    for scale in published.scales:
        least, most = published.range_of(scale)
        value = found[scale.name].value
        assert value is None or least - 1e-9 <= value <= most + 1e-9


@pytest.mark.parametrize("name", sorted(ALL))
def test_both_ends_of_every_range_can_be_reached(name):
    published = PUBLISHED[name]
    for scale in published.scales:
        for end in (min, max):
            turned = {item.id: item.reverse for item in published.items}
            values = [
                (max if (end is max) != turned[item.id] else min)(
                    option.value for option in published.options(item)
                )
                for item in published.items
            ]
            score = ALL[name].score(answered(ALL[name], values))[scale.name]
            assert score.value == pytest.approx(end(published.range_of(scale)))


@settings(max_examples=80, deadline=None)
@given(given_=some_answers(), seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(given_, seed):
    task, values = given_
    rows = answered(task, values)
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    assert task.score(mixed) == task.score(rows)


@settings(max_examples=80, deadline=None)
@given(given_=some_answers(), other=st.data())
def test_an_earlier_revision_never_counts(given_, other):
    task, values = given_
    published = PUBLISHED[task.name]
    earlier = [
        task.row(
            item=item.id,
            value=other.draw(
                st.sampled_from([o.value for o in published.options(item)])
            ),
        )
        for item in published.items
    ]
    later = [msgspec.structs.replace(r, revision=1) for r in answered(task, values)]
    assert task.score([*later, *earlier]) == task.score(answered(task, values))


@settings(max_examples=80, deadline=None)
@given(given_=some_answers())
def test_items_missing_counts_what_was_skipped(given_):
    task, values = given_
    missing = task.score(answered(task, values))["items_missing"].value
    assert missing == values.count(None)
