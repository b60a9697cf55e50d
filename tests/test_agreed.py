"""What people agree to cannot change unseen: new words are a new version."""

import json

import pytest
from click.testing import CliRunner

from pod.cli.check import check
from pod.programme import every_programme
from pod.settings import LANGUAGES, agreed, languages, speak_more
from pod.settings.packs import SCREENS, ours
from tests.packs import CODE, PACK, make_pack


def test_the_words_are_those_of_the_newest_version():
    """Red? The sentence in it says what to renew."""
    assert list(agreed.changed()) == []


def test_every_programme_asks_for_the_newest_version():
    asked = {one.name: one.consent for one in every_programme()}
    assert asked == dict.fromkeys(asked, agreed.newest())


def test_no_language_keeps_its_words_where_the_version_is_new():
    """Else a translation would still say what people agreed to before."""
    for language in LANGUAGES:
        prints = [one[language] for one in agreed.versions().values()]
        assert len(set(prints)) == len(prints)


@pytest.fixture
def change(monkeypatch):
    """Return what changes one sentence that people agree to, in one language."""

    def change(language, table, key=None):
        said = json.loads(json.dumps(ours(language)[SCREENS]))
        inner = said[table] if key else said[table][0]
        inner[key or "title"] += " And more."
        told = {name: ours(name) for name in LANGUAGES}
        told[language] = {SCREENS: said}
        monkeypatch.setattr(agreed, "ours", told.get)

    return change


@pytest.mark.parametrize(("table", "key"), [("consent", None), ("choices", "contact")])
def test_a_changed_word_asks_for_a_new_version_and_says_how(change, table, key):
    change("en", table, key)
    (said,) = agreed.changed()
    assert f"Add [versions.{agreed.newest() + 1}]" in said
    assert agreed.print_of("en") in said


def test_a_mended_translation_asks_nobody_again(change):
    change("cy", "choices", "fine")
    (said,) = agreed.changed()
    assert f"under [versions.{agreed.newest()}]" in said
    assert agreed.print_of("cy") in said


@pytest.fixture
def site(tmp_path):
    yield tmp_path
    speak_more(tmp_path / "nowhere")


def test_a_sites_pack_of_an_earlier_version_is_not_used(site):
    older = PACK.replace(f"consent = {agreed.newest()}", "consent = 1")
    make_pack(site, older)
    (said,) = speak_more(site)
    assert f"consent: expected {agreed.newest()}" in said
    assert CODE not in languages()


def test_pod_check_says_which_version_it_is(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    told = json.loads(CliRunner().invoke(check, ["--json"]).stdout)
    assert told["consent"] == f"version {agreed.newest()}"
