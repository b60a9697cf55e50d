"""A wording that its licence wants unaltered is unaltered, or it is not shown."""

import pytest

from pod.errors import Malformed
from pod.modules.questionnaire import declare
from pod.settings import RESOURCES
from tests.sheet import changed, written

CORE10 = (RESOURCES / "instruments/core10.toml").read_text("utf-8")
PHQ8 = (RESOURCES / "instruments/phq8.toml").read_text("utf-8")


def core10(tmp_path, text):
    written(tmp_path, PHQ8, "phq8")
    return declare(written(tmp_path, text, "core10"))


def test_core10_loads_as_it_was_published(tmp_path):
    assert core10(tmp_path, CORE10).read_params().unaltered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("I have felt unhappy", "I have felt unhoppy", id="one letter"),
        pytest.param('en = "Sometimes"', 'en = "sometimes"', id="an answer"),
        pytest.param('en = "Over the last week"', 'en = "Over this week"', id="a stem"),
        pytest.param("LAST WEEK. Please", "LAST WEEK. Kindly", id="the introduction"),
        pytest.param("© CORE", "(c) CORE", id="the copyright line"),
    ],
)
def test_core10_is_refused_once_a_letter_of_it_is_altered(tmp_path, old, new):
    assert old in CORE10
    with pytest.raises(Malformed, match=r"core10\.toml, .*the wording was altered"):
        core10(tmp_path, CORE10.replace(old, new))


def test_core10_is_refused_once_two_items_change_places(tmp_path):
    marked = CORE10.replace("felt panic or terror", "FIRST")
    marked = marked.replace("felt unhappy", "felt panic or terror")
    with pytest.raises(Malformed, match="the wording was altered"):
        core10(tmp_path, marked.replace("FIRST", "felt unhappy"))


def test_our_own_words_may_change_round_an_unaltered_wording(tmp_path):
    text = CORE10.replace('title = "The last week"', 'title = "Last week"')
    assert core10(tmp_path, text).title("en") == "Last week"


def test_every_shipped_wording_is_named_by_its_hash():
    for path in (RESOURCES / "instruments").glob("*.toml"):
        published = declare(path).read_params()
        assert published.sha256 == published.wording_sha256


def test_the_hash_follows_the_wording_and_nothing_else(tmp_path):
    def hash_of(*pairs):
        return declare(written(tmp_path, changed(*pairs))).read_params().wording_sha256

    assert hash_of() == hash_of(('title = "A sheet"', 'title = "Sheet"'))
    assert hash_of() != hash_of(('en = "The first"', 'en = "The First"'))
