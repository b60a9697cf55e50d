"""`pod languages` begins a pack, says what it lacks, and lists what there is."""

import pytest
from click.testing import CliRunner

from pod.cli.check import check
from pod.cli.languages import languages
from pod.errors import Malformed, Usage
from pod.settings import speak_more
from pod.settings.packs import originals
from tests.packs import CODE, NAME, make_pack


@pytest.fixture
def site(home, monkeypatch):
    """The folder of a site's packs, in a pod's home."""
    monkeypatch.setenv("POD_HOME", str(home))
    yield home / "languages"
    speak_more(home / "nowhere")


def said(command, *words):
    return CliRunner().invoke(command, [*map(str, words)], catch_exceptions=False)


def refused(trouble, *words):
    with pytest.raises(trouble) as caught:
        said(languages, *words)
    return caught.value.say


def test_a_pack_that_was_begun_is_english_until_it_is_translated(tmp_path):
    said(languages, "begin", "pl", "Polski", tmp_path)
    folder = tmp_path / "pl"
    assert {path.name for path in folder.iterdir()} >= {"pack.toml", "text.toml"}
    with pytest.raises(Malformed, match="things are amiss"):
        said(languages, "look", folder)
    result = CliRunner().invoke(languages, ["look", str(folder)])
    assert "text.toml, pictures.tap: expected a translation" in result.output
    assert speak_more(tmp_path)[0].endswith("expected a translation.")


def test_a_pack_is_begun_once_and_never_in_place_of_ours(tmp_path):
    said(languages, "begin", "pl", "Polski", tmp_path)
    assert "already" in refused(Usage, "begin", "pl", "Polski", tmp_path)
    assert "already" in refused(Usage, "begin", "cy", "Cymraeg", tmp_path)
    for code in ("PL", "../x", "p", "polish"):
        assert "two or three letters" in refused(Usage, "begin", code, "P", tmp_path)


def test_a_whole_pack_says_what_a_review_of_it_must_name(site):
    folder = make_pack(site)
    told = said(languages, "look", folder).output
    assert "It says everything" in told
    assert len(told.splitlines()) == 2 + len(originals())


def test_the_pod_lists_its_languages_and_the_pack_it_does_not_use(site):
    make_pack(site)
    make_pack(site, code="qz")
    told = said(languages, "list").output
    assert f"{CODE}: {NAME}, a draft" in told
    assert "cy: Cymraeg, a draft" in told
    assert "en: English, the original" in told
    assert "The language pack qz is not used: pack.toml, code" in told


def test_pod_check_says_so_of_every_language_too(site):
    make_pack(site)
    make_pack(site, code="qz")
    told = said(check).output
    assert f"language {CODE}: {NAME}, a draft" in told
    assert "language cy: Cymraeg, a draft" in told
    assert "refused language 1: The language pack qz is not used" in told
    assert "activities: whole" in told
