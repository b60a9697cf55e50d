"""A whole first sitting by the box's bytes alone is what its spoken script says."""

import pytest

from pod.settings import LANGUAGES
from tests.road.spoken import hear, kept

AT_LEAST = (
    *("locked", "pictures-choosing", "consent-1", "consent-5", "asked-1", "asked-3"),
    *("choices", "likes-1", "plan", "paused", "help", "question", "task", "thanks"),
)


@pytest.fixture(scope="module", params=LANGUAGES)
def sitting(request, qapp, tmp_path_factory):
    """The language of a first sitting, what was heard, and what was not said."""
    assert qapp is not None
    told, unsaid = hear(request.param, tmp_path_factory.mktemp("sitting"))
    return request.param, told, unsaid


def test_what_is_heard_is_the_spoken_script(sitting):
    """Where the words were meant to change: python -m tests.road.spoken."""
    language, told, _ = sitting
    assert told.splitlines() == kept(language).read_text("utf-8").splitlines()


def test_every_sentence_of_every_page_is_said_in_its_order(sitting):
    _, _, unsaid = sitting
    assert not unsaid


def test_it_goes_from_the_locked_page_through_all_of_it_and_back(sitting):
    _, told, _ = sitting
    pages = [line[1:-1] for line in told.splitlines() if line.startswith("[")]
    assert pages[0] == pages[-1] == "locked"
    assert set(AT_LEAST) <= set(pages)
