"""A site adds a language as a folder: whole, or not at all and one sentence why."""

import re
import tomllib
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
import qtawesome
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pod.course import why
from pod.errors import Usage
from pod.settings import (
    LANGUAGES,
    known,
    languages,
    one_form,
    pack_of,
    speak_more,
    spoken,
)
from pod.settings.adding import every_sentence, whole_pack
from pod.settings.glyphs import letters_of, letters_of_lexend
from pod.settings.packs import fingerprint, originals, ours
from pod.settings.reviews import drafts, is_draft, standing
from pod.task import tasks
from pod.ui.common.words import minutes, read_text
from tests.packs import CODE, NAME, PACK, in_toml, make_pack, other, translated

TAP = "Tap your 4 pictures."
NOWHERE = Path("/nowhere")
PLACES = [
    (file, where.partition(", ")[2])
    for file, told in originals().items()
    for where, _ in every_sentence({file: told})
]


@pytest.fixture(autouse=True)
def _ours_alone():
    """Let no pack of one test be spoken in the next."""
    yield
    speak_more(NOWHERE)


@pytest.fixture
def site(tmp_path):
    """A site's folder with one whole pack."""
    make_pack(tmp_path)
    return tmp_path


def spoil(site, file, change):
    """Change one file of the pack; return why the pack is not used."""
    path = site / CODE / file
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before, "nothing was changed"
    path.write_text(after, "utf-8")
    (said,) = speak_more(site)
    assert languages() == LANGUAGES
    return said


def test_a_whole_pack_is_spoken_beside_english_and_welsh(site):
    assert speak_more(site) == ()
    assert languages() == ("en", "cy", CODE)
    assert read_text(CODE).name == NAME
    assert read_text(CODE).bar.pause == other("Pause")
    assert pack_of(CODE).voice == "pl"


def test_every_activity_and_every_reason_speaks_it(site):
    speak_more(site)
    for task in tasks().values():
        task.read_words(CODE)
        english = task.title("en")
        assert task.title(CODE) == other(english) or "like" in task._raw()
    assert why("chosen", CODE) == other(why("chosen", "en"))


def test_published_questions_stay_in_english_and_the_person_is_told(site):
    speak_more(site)
    words = tasks()["phq9"].read_words(CODE)
    assert (words.wording, bool(words.note)) == ("en", True)


def test_a_number_takes_the_form_that_the_rule_of_its_language_says(site):
    path = site / CODE / "text.toml"
    old = re.search(r'"minutes" = \[.*?\]', path.read_text("utf-8"))[0]
    new = '"minutes" = ["{number} minuta", "{number} minuty", "{number} minut"]'
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert speak_more(site) == ()
    said = [minutes(read_text(CODE), number) for number in (1, 3, 5)]
    assert said == ["1 minuta", "3 minuty", "5 minut"]


def test_welsh_counts_as_welsh_does():
    said = [minutes(read_text("cy"), number) for number in (1, 2, 3, 5)]
    assert said == ["1 munud", "2 funud", "3 munud", "5 munud"]
    days = read_text("cy").counted.certified_days
    assert "2 ddiwrnod" in one_form("cy", days, 2)


@given(st.sampled_from(PLACES))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_pack_that_lacks_any_one_sentence_is_refused_whole(tmp_path, place):
    """Whichever it is, it is named; the pack is made once, and mended after each."""
    file, where = place
    if not (tmp_path / CODE).exists():
        make_pack(tmp_path)
    path = tmp_path / CODE / file
    whole = path.read_text("utf-8")
    path.write_text(in_toml(without(tomllib.loads(whole), where.split("."))), "utf-8")
    (said,) = speak_more(tmp_path)
    path.write_text(whole, "utf-8")
    assert said.startswith(f"The language pack {CODE} is not used: {file}, ")
    assert where.split(".")[0] in said
    assert languages() == LANGUAGES


def without(tree, keys):
    """Take one sentence out of a tree; in a list, the sentence is empty."""
    key, *rest = keys
    if isinstance(tree, list):
        at = int(key) - 1
        return [
            (without(one, rest) if rest else "") if number == at else one
            for number, one in enumerate(tree)
        ]
    if rest:
        return tree | {key: without(tree[key], rest)}
    return {name: one for name, one in tree.items() if name != key}


def test_the_other_packs_of_a_site_are_spoken_all_the_same(site):
    make_pack(site, PACK.replace(CODE, "qy"), "qy")
    (site / "qy/words.toml").unlink()
    (said,) = speak_more(site)
    assert said == "The language pack qy is not used: expected words.toml too."
    assert languages() == ("en", "cy", CODE)


@pytest.mark.parametrize(
    ("file", "old", "new", "why_not"),
    [
        ("pack.toml", f'code = "{CODE}"', 'code = "qz"', "pack.toml, code"),
        ("pack.toml", 'voice = "pl"', 'voice = "-w/etc"', "pack.toml"),
        ("pack.toml", "n==1", "n/0==1", "a rule that every number follows"),
        ("pack.toml", "n==1", "import", "expected a rule of gettext"),
        ("pack.toml", 'name = "', 'nom = "', "pack.toml"),
        ("pack.toml", "? 1 : 2", "? 1 : 3", "counted.minutes: expected 4"),
        ("text.toml", "{number} mîn", "{0.real} mîn", "counted.minutes"),
        ("text.toml", other("Hear again"), "", "bar.hear: expected words"),
        ("text.toml", other(TAP), TAP, "pictures.tap: expected a translation"),
        ("text.toml", other("Hear again"), "   ", "bar.hear: expected words"),
        ("text.toml", other("Hear again"), "{", "no brace but round a gap"),
        ("text.toml", other("Hear again"), "{number}", "these gaps: none"),
        ("text.toml", other("Hear again"), "再び聞く", "no font has"),
        ("text.toml", other("Hear again"), "שוב", "from left to right only"),
        ("text.toml", other("Hear again"), '" "', "text.toml is not TOML"),
        ("words.toml", "back = ", "bock = ", "words.toml, back: expected words"),
        ("instruments/phq8.toml", 'wording = "en"', 'wording = "cy"', "expected en"),
        ("instruments/phq8.toml", "Înn Ênglîšh.", "", "note: expected words"),
    ],
)
def test_a_pack_that_does_not_fit_is_refused_in_one_sentence(
    site, file, old, new, why_not
):
    said = spoil(site, file, lambda text: text.replace(old, new, 1))
    assert why_not in said
    assert said.startswith(f"The language pack {CODE} is not used: ")
    assert "\n" not in said


def test_nobody_can_put_other_words_in_the_place_of_ours(tmp_path):
    make_pack(tmp_path, PACK.replace(CODE, "cy"), "cy")
    (said,) = speak_more(tmp_path)
    assert "a language that is not here already" in said
    assert read_text("cy").name == "Cymraeg"


def test_a_pack_brings_the_font_for_letters_that_lexend_has_not(site):
    font = next(Path(qtawesome.__file__).parent.glob("fonts/phosphor-*.ttf"))
    letter = max(letters_of(font) - letters_of_lexend())
    copy(font, site / CODE / "mine.ttf")
    pack = site / CODE / "pack.toml"
    pack.write_text(pack.read_text("utf-8") + 'font = "mine.ttf"\n', "utf-8")
    text = site / CODE / "text.toml"
    text.write_text(text.read_text("utf-8").replace(other("Hear again"), letter))
    assert speak_more(site) == ()
    (site / CODE / "mine.ttf").write_bytes(b"no font at all")
    (said,) = speak_more(site)
    assert "not a font that can be read" in said or "cannot" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_every_sentence_has_a_letter_in_lexend(language):
    there = letters_of_lexend()
    for where, said in every_sentence(ours(language)):
        assert set(said) - {"\n"} <= there, where


def test_where_a_pack_has_gone_english_is_spoken(site):
    speak_more(site)
    assert (spoken(CODE), known(CODE)) == (CODE, CODE)
    speak_more(NOWHERE)
    assert spoken(CODE) == "en"
    with pytest.raises(Usage, match=r"does not speak qx\. It speaks en, cy"):
        known(CODE)


def reviewed(site, said, of=""):
    """Say in the pack that somebody has read these sentences."""
    path = site / CODE / "pack.toml"
    entry = {"by": "A reader", "fingerprint": fingerprint(said), "of": of}
    lines = in_toml(entry) + f"on = {date(2026, 11, 20)}\n"
    path.write_text(path.read_text("utf-8") + f"\n[[reviewed]]\n{lines}", "utf-8")


def test_what_no_first_language_reader_has_read_is_a_draft(site):
    speak_more(site)
    assert len(drafts(CODE)) == len(originals())
    assert "a draft; no first-language reader has reviewed it" in standing(CODE)
    assert len(drafts("cy")) == len(originals())
    assert drafts("en") == ()
    assert [is_draft(one) for one in ("en", "cy", CODE)] == [False, True, True]


def test_a_review_of_all_of_it_says_who_and_when(site):
    reviewed(site, whole_pack(site / CODE).said)
    speak_more(site)
    assert drafts(CODE) == ()
    assert not is_draft(CODE)
    assert standing(CODE) == f"{NAME}, reviewed by A reader on 2026-11-20"


def test_a_review_of_one_file_leaves_the_rest_drafts(site):
    reviewed(site, translated(originals()["text.toml"]), "text.toml")
    speak_more(site)
    assert "text.toml" not in drafts(CODE)
    assert len(drafts(CODE)) == len(originals()) - 1


@pytest.mark.parametrize("of", ["", "text.toml"])
def test_a_sentence_that_changed_after_its_review_is_a_draft_again(site, of):
    said = whole_pack(site / CODE).said
    reviewed(site, said[of] if of else said, of)
    path = site / CODE / "text.toml"
    path.write_text(path.read_text("utf-8").replace(other("Hear again"), "Hêâr"))
    speak_more(site)
    assert len(drafts(CODE)) == len(originals())
