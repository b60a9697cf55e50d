"""Instruments we may not pass on: we ship skeletons, a site supplies the words."""

import re

import pytest

from pod.errors import Malformed
from pod.modules.questionnaire import TASKS, declare, site_tasks
from pod.modules.questionnaire.site import SKELETONS
from pod.people import Nobody
from pod.rehearse import rehearse
from pod.script import Question
from pod.settings import LANGUAGES
from pod.task import take_on, task_named, tasks
from tests import test_every_task as promises
from tests import test_every_task_speaks as speaks
from tests.instruments import SKELETON_NAMES, site_text, skeleton, straight, supply
from tests.playing import begin

KEPT = (
    promises.test_somebody_who_does_nothing_still_reaches_the_end,
    promises.test_the_same_seed_deals_the_same_trials_whatever_the_language,
    promises.test_its_rows_survive_being_written_down,
    promises.test_it_scores_an_empty_sitting_as_missing_and_says_why,
    promises.test_it_scores_the_same_names_whatever_happened,
    promises.test_every_column_says_what_it_is_and_in_which_unit,
    speaks.test_it_speaks_every_language_and_leaves_no_sentence_out,
    speaks.test_it_has_a_title_short_enough_for_the_plan,
    speaks.test_its_pages_read_at_grade_3_at_most,
)


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    take_on(())


@pytest.fixture(params=SKELETON_NAMES)
def own(request, tmp_path):
    supply(tmp_path, request.param)
    (task,) = site_tasks(tmp_path)
    return task


@pytest.mark.parametrize("promise", KEPT, ids=lambda promise: promise.__name__)
def test_a_sites_own_instrument_keeps_the_promises_of_every_activity(own, promise):
    promise(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sentences_of_ours_are_short_and_kind(own, language):
    speaks.test_its_sentences_are_short_and_blame_nobody(own, language)
    speaks.test_its_screens_hold_at_most_25_words_of_ours(own, language)


@pytest.mark.parametrize("name", SKELETON_NAMES)
def test_a_skeleton_holds_no_words_of_its_instrument(name):
    text = (SKELETONS / f"{name}.toml").read_text("utf-8")
    assert "table" not in re.sub("#.*", "", text)
    items = text[text.index("items = [") : text.index("[params.licence]")]
    for item in items.splitlines():
        assert not re.search(r"text|stem|introduction", item)
    assert all(re.fullmatch(r"q\d\d", item.id) for item in skeleton(name).items)


def test_no_skeleton_is_also_shipped():
    assert not {task.name for task in TASKS} & set(SKELETON_NAMES)


def test_a_home_without_instruments_has_none_of_its_own(tmp_path):
    assert site_tasks(tmp_path / "nowhere") == ()


def test_it_shows_the_sites_words_and_names_its_permission(tmp_path):
    supply(tmp_path, "isi")
    (isi,) = site_tasks(tmp_path)
    pages = rehearse(begin(isi), Nobody()).pages
    asked = [page for page in pages if isinstance(page, Question)]
    assert [page.prompt for page in asked][:2] == ["en: q01", "en: q02"]
    assert asked[0].choices[4].words == "en: severity 4"
    licence = isi.read_params().licence
    assert licence.permission == "LIC-2026-0001"
    assert licence.statement == "Used by permission of the holder."
    assert licence.holder == "Charles M. Morin"


def test_a_language_the_site_supplies_is_shown_and_no_excuse_made(tmp_path):
    supply(tmp_path, "who5", languages=("en", "cy"))
    (who5,) = site_tasks(tmp_path)
    page = rehearse(begin(who5, language="cy"), Nobody()).pages[-2]
    assert (page.prompt, page.note) == ("cy: q05", "")
    only_english = supply(tmp_path, "isi")
    (isi,) = (task for task in site_tasks(tmp_path) if task.name == "isi")
    page = rehearse(begin(isi, language="cy"), Nobody()).pages[-2]
    assert page.prompt == "en: q07"
    assert page.note
    assert only_english.exists()


def test_the_hash_of_its_wording_is_the_sites_own(tmp_path):
    path = supply(tmp_path, "isi")
    (before,) = site_tasks(tmp_path)
    path.write_text(path.read_text("utf-8").replace("en: q03", "en: third"), "utf-8")
    (after,) = site_tasks(tmp_path)
    hashes = [task.read_params().wording_sha256 for task in (before, after)]
    assert hashes[0] != hashes[1]


SPOILT = {
    "no permission": (
        ('permission = "LIC-2026-0001"\n', ""),
        "permission: expected the reference of the licence",
    ),
    "an empty permission": (
        ("LIC-2026-0001", " "),
        "permission: expected the reference of the licence",
    ),
    "a licence of white space": (
        ("Used by permission of the holder.", " "),
        "at `$.licence.statement`",
    ),
    "an item of white space": (
        ('"en: q03"', '" "'),
        "at `$.wording[...].items[...]`",
    ),
    "a licence that says nothing": (
        ("Used by permission of the holder.", ""),
        "Expected `str` of length >= 1 - at `$.licence.statement`",
    ),
    "a key that nobody checked": (
        ("key_checked = true\n", ""),
        "key_checked: expected true",
    ),
    "a skeleton that is not there": (
        ('skeleton = "reqol10"', 'skeleton = "bdi"'),
        "skeleton: expected one of bis11, isi",
    ),
    "a skeleton elsewhere": (
        ('skeleton = "reqol10"', 'skeleton = "../instruments/phq8"'),
        "at `$.skeleton`",
    ),
    "an item without words": (
        ('q03 = "en: q03"\n', ""),
        "wording.en.items: expected q03 too",
    ),
    "an item that is not there": (
        ('q03 = "en: q03"\n', 'q03 = "en: q03"\nq99 = "en: more"\n'),
        "wording.en.items: no q99, expected only q01, q02",
    ),
    "one answer too few": (
        (', "en: often 4"', ""),
        "wording.en.responses.often: expected 5 answers",
    ),
    "a table for nothing": (
        (
            'skeleton = "reqol10"',
            'lookup = { total = [[0, 1.0]] }\nskeleton = "reqol10"',
        ),
        "lookup: no total, expected only nothing",
    ),
    "no English words": (
        ("wording.en", "wording.cy"),
        "wording: expected en",
    ),
    "an unknown key": (
        ('skeleton = "reqol10"', 'skeleton = "reqol10"\ncolour = "red"'),
        "unknown field `colour`, expected skeleton, permission, licence",
    ),
    "another wording than its hash names": (
        ('skeleton = "reqol10"', f'skeleton = "reqol10"\nsha256 = "{"0" * 64}"'),
        "the wording was altered",
    ),
}


@pytest.mark.parametrize(("change", "says"), SPOILT.values(), ids=SPOILT)
def test_a_file_that_may_not_be_shown_or_does_not_fit_is_refused(
    tmp_path, change, says
):
    path = tmp_path / "ours.toml"
    text = site_text("reqol10")
    assert change[0] in text
    path.write_text(text.replace(*change), "utf-8")
    with pytest.raises(Malformed) as refused:
        site_tasks(tmp_path)
    assert refused.value.say.startswith("ours.toml")
    assert says in refused.value.say


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (None, "lookup: expected metric too"),
        (straight(most=34), "expected each sum from 7 to 35, once, in order"),
        ([*straight(most=34), [35, 12.0]], "expected from and to within 7 to 34"),
    ],
)
def test_swemwbs_needs_a_whole_table_whose_range_its_bands_fit(tmp_path, table, says):
    path = tmp_path / "swemwbs.toml"
    path.write_text(site_text("swemwbs", table=table), "utf-8")
    with pytest.raises(Malformed, match=re.escape(says)):
        site_tasks(tmp_path)


def test_a_skeleton_is_not_worded_twice(tmp_path):
    supply(tmp_path, "isi")
    (tmp_path / "second.toml").write_text(site_text("isi"), "utf-8")
    says = r"second\.toml, skeleton: expected another than isi in isi\.toml"
    with pytest.raises(Malformed, match=says):
        site_tasks(tmp_path)


def test_a_skeleton_alone_is_no_instrument():
    with pytest.raises(Malformed, match="isi"):
        declare(SKELETONS / "isi.toml")


def test_a_home_finds_its_own_instruments_and_no_other_homes(tmp_path):
    supply(tmp_path, "isi")
    take_on(site_tasks(tmp_path))
    assert task_named("isi").form == "measure"
    before = take_on(())
    assert [task.name for task in before] == ["isi"]
    assert "isi" not in tasks()


def test_no_site_puts_another_wording_in_a_shipped_instruments_place(tmp_path):
    supply(tmp_path, "isi")
    (isi,) = site_tasks(tmp_path)
    for own in ((*TASKS[:1],), (isi, isi)):
        with pytest.raises(Malformed, match="already"):
            take_on(own)
    assert "isi" not in tasks()
