"""docs/accessibility.md says what the packs say and names tests that are there."""

import re
from itertools import chain
from pathlib import Path

import pytest

from pod.cli.languages import in_statement
from pod.settings import LANGUAGES
from pod.ui.common.words import read_text

HERE = Path(__file__).parent
STATEMENT = (HERE.parent / "docs" / "accessibility.md").read_text("utf-8")
BEGINS, ENDS = "<!-- languages: pod languages list --statement -->\n", "<!-- end"
CLAUSES = {
    *(f"5.1.3.{number}" for number in range(1, 17)),
    *("5.1.2.2", "5.1.4", "5.1.5", "5.1.6.1", "5.1.6.2", "5.1.7", "5.2", "5.3"),
    *("5.4", "5.5.1", "5.5.2", "5.6.1", "5.6.2", "5.7", "5.8", "5.9"),
}


def test_it_says_of_every_language_who_read_it():
    """When this fails: pod languages list --statement."""
    _, _, rest = STATEMENT.partition(BEGINS)
    assert rest.partition(ENDS)[0].splitlines() == in_statement()
    assert len(in_statement()) == len(LANGUAGES)


def test_it_answers_every_clause_5_of_the_standard_once():
    answered = re.findall(r"^\| (5[.\d]+) \|", STATEMENT, re.MULTILINE)
    assert sorted(answered) == sorted(CLAUSES)


def test_the_tests_that_it_names_are_there():
    for name in re.findall(r"test_\w+\.py", STATEMENT):
        assert [*HERE.rglob(name)], name
    for folder in re.findall(r"`(tests/\w+)`", STATEMENT):
        assert (HERE.parent / folder).is_dir(), folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pod_shows_whose_letters_and_pictures_it_draws_with(language):
    said = " ".join(chain.from_iterable(one.lines for one in cards(language)))
    for name in ("Lexend", "SIL Open Font Licence 1.1", "Phosphor", "MIT"):
        assert name in said
    for name in ("espeak-ng", "GPL 3", "Qt", "LGPL 3"):
        assert name in said


def cards(language):
    return read_text(language).about.cards
