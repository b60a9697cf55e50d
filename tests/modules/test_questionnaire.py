"""Questionnaires keep their published wording, and the person keeps the say."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.errors import Malformed
from pod.modules.questionnaire import TASKS, declare
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Question
from pod.settings import LANGUAGES, RESOURCES

ONS4, PHQ8 = TASKS
ITEMS = [item.id for item in PHQ8.read_params().items]


class Says(Nobody):
    """Somebody who goes through a list of choices, then does nothing."""

    def __init__(self, *choices):
        self.choices = iter(choices)

    def chooses(self, page, _now_ms):
        return next(self.choices, None) if isinstance(page, Question) else None


def play(task, person, language="en"):
    script = task.script(task.read_params(), task.read_words(language), draw(1, 0))
    return rehearse(script, person)


def answers(*values, task=PHQ8):
    items = [item.id for item in task.read_params().items]
    pairs = zip(items, values, strict=False)
    return [task.row(item=item, value=value) for item, value in pairs]


def test_the_shipped_instruments_are_those_two():
    assert [task.name for task in TASKS] == ["ons4", "phq8"]


def test_one_item_a_page_in_order_with_its_answers_as_rising_rings():
    pages = [page for page in play(PHQ8, Nobody()).pages if isinstance(page, Question)]
    published = PHQ8.read_params()
    assert [page.prompt for page in pages] == [
        item.text["en"] for item in published.items
    ]
    assert {page.stem for page in pages} == {published.stem["en"]}
    assert [choice.level for choice in pages[0].choices] == pytest.approx(
        [0, 1 / 3, 2 / 3, 1]
    )
    assert [page.step.words for page in pages][2] == "Question 3 of 8"


def test_each_answer_is_a_row_with_what_it_counts():
    rows = play(ONS4, Says("7", "0", "skip", "10")).rows
    assert [(row.item, row.value, row.revision) for row in rows] == [
        ("satisfied", 7, 0),
        ("worthwhile", 0, 0),
        ("happy", None, 0),
        ("anxious", 10, 0),
    ]
    assert all(row.rt_ms == 1500 and row.wording == "en" for row in rows)


def test_going_back_asks_again_and_the_last_answer_counts():
    rows = play(ONS4, Says("7", "3", "back", "5", "6", "1")).rows
    assert [(row.item, row.value, row.revision) for row in rows] == [
        ("satisfied", 7, 0),
        ("worthwhile", 3, 0),
        ("worthwhile", 5, 1),
        ("happy", 6, 0),
        ("anxious", 1, 0),
    ]
    assert ONS4.score(rows)["worthwhile"].value == 5


def test_the_last_answer_can_still_be_changed_on_the_last_card():
    class ChangesTheLast(Says):
        turned = False

        def chooses(self, page, now_ms):
            if (
                not isinstance(page, Question)
                and not self.turned
                and page.icon == "done"
            ):
                self.turned = True
                return "back"
            return super().chooses(page, now_ms)

    play_ = play(ONS4, ChangesTheLast("1", "2", "3", "4", "9"))
    assert [row.value for row in play_.rows] == [1, 2, 3, 4, 9]
    assert ONS4.score(play_.rows)["anxious"].value == 9


def test_the_first_page_has_no_way_back_and_every_page_can_be_skipped():
    pages = [page for page in play(ONS4, Nobody()).pages if isinstance(page, Question)]
    ways = [[way.id for way in page.ways] for page in pages]
    assert ways == [["skip"], *[["back", "skip"]] * 3]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_items_appear_only_in_a_language_they_were_published_in(task, language):
    published, words = task.read_params(), task.read_words(language)
    for item in published.items:
        assert words.wording in item.text
        for option in published.options(item):
            assert words.wording in option.text
    assert bool(words.note) == (words.wording != language)
    pages = play(task, Nobody(), language).pages
    for page in pages:
        if isinstance(page, Question):
            assert page.note == words.note
    assert words.recall in pages[0].lines
    assert words.may_skip in pages[0].lines


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_an_instrument_names_its_source_and_its_licence_and_fits_together(task):
    published = task.read_params()
    items = {item.id for item in published.items}
    assert published.id == task.name
    assert published.source
    assert all(msgspec.structs.astuple(published.licence))
    assert all(set(scale.items) <= items for scale in published.scales)
    assert {f.scale for f in published.published} <= {s.name for s in published.scales}
    assert all(figure.source for figure in published.published)


def test_phq8_leaves_the_ninth_item_out():
    wording = " ".join(item.text["en"] for item in PHQ8.read_params().items)
    assert len(ITEMS) == 8
    assert "hurting" not in wording


@pytest.mark.parametrize(
    ("values", "total", "why"),
    [
        pytest.param([0] * 8, 0, "", id="none of it"),
        pytest.param([3] * 8, 24, "", id="all of it"),
        pytest.param([0, 1, 2, 3, 0, 1, 2, 3], 12, "", id="some of it"),
        pytest.param([1, 1, 1, 1, 1, 1, None, None], 8, "", id="two skipped: prorated"),
        pytest.param([2, 1, 1, 1, 1, 1, 1, None], 64 / 7, "", id="not rounded"),
        pytest.param(
            [1] * 5 + [None] * 3, None, "too_many_skipped", id="three skipped"
        ),
        pytest.param([1] * 5, None, "too_many_skipped", id="three never reached"),
        pytest.param([None] * 8, None, "skipped", id="all skipped"),
    ],
)
def test_the_total_of_phq8(values, total, why):
    score = PHQ8.score(answers(*values))["total"]
    assert score.value == pytest.approx(total) if why == "" else score.value is None
    assert score.why == why


def test_ons4_is_four_answers_and_never_a_total():
    scores = ONS4.score(answers(7, None, 0, 10, task=ONS4))
    assert {name: score.value for name, score in scores.items()} == {
        "satisfied": 7,
        "worthwhile": None,
        "happy": 0,
        "anxious": 10,
        "items_missing": 1,
    }
    higher = {scale.name: scale.higher_is for scale in ONS4.read_params().scales}
    assert higher["anxious"] == "worse"
    assert set(higher.values()) == {"better", "worse"}


@pytest.mark.parametrize(
    "untrusted",
    [b'{"item":"down","value":4}', b'{"item":"ninth","value":1}', b'{"item":"down"}'],
)
def test_an_answer_the_instrument_does_not_have_is_refused(untrusted):
    with pytest.raises(Malformed):
        PHQ8.decode_row(untrusted)


@given(
    values=st.lists(st.none() | st.integers(0, 3), min_size=8, max_size=8),
    seed=st.integers(0, 99),
)
def test_the_order_of_the_rows_does_not_matter(values, seed):
    rows = answers(*values)
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    assert PHQ8.score(mixed) == PHQ8.score(rows)


@given(values=st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_an_earlier_revision_never_counts(values):
    earlier = [
        PHQ8.row(item=item, value=3 - v) for item, v in zip(ITEMS, values, strict=True)
    ]
    later = [msgspec.structs.replace(row, revision=1) for row in answers(*values)]
    assert PHQ8.score([*later, *earlier]) == PHQ8.score(answers(*values))


def test_a_reversed_item_counts_from_the_other_end(tmp_path):
    text = (RESOURCES / "instruments/ons4.toml").read_text("utf-8")
    path = tmp_path / "turned.toml"
    turned = text.replace('id = "anxious"\n', 'id = "anxious"\nreverse = true\n')
    path.write_text(turned, "utf-8")
    assert declare(path).score(answers(7, 7, 7, 2, task=ONS4))["anxious"].value == 8


def test_a_file_that_is_not_an_instrument_is_refused_by_name(tmp_path):
    path = tmp_path / "odd.toml"
    path.write_text('[params]\nid = "odd"\n', "utf-8")
    with pytest.raises(Malformed, match=r"odd\.toml"):
        declare(path)


@pytest.mark.parametrize("wellbeing", [0.2, 0.8])
def test_somebody_imaginary_answers_from_how_they_are(wellbeing):
    totals = []
    for seed in range(30):
        person = PHQ8.person(
            PHQ8.read_params(),
            PHQ8.read_words("en"),
            Traits(seed=seed, wellbeing=wellbeing),
        )
        totals.append(PHQ8.score(play(PHQ8, person).rows)["total"].value)
    assert sum(totals) / 30 == pytest.approx(24 * (1 - wellbeing), abs=1.5)
