"""A questionnaire file that does not fit is refused before anybody sees a page."""

import pytest

from pod.errors import Malformed
from pod.modules.questionnaire import declare
from tests.sheet import SHEET, changed, written
from tests.spoilt import SPOILT


def test_the_sheet_itself_is_an_instrument(tmp_path):
    assert declare(written(tmp_path, SHEET)).title("en") == "A sheet"


@pytest.mark.parametrize(("pairs", "says"), SPOILT.values(), ids=SPOILT)
def test_what_does_not_fit_is_refused_by_file_key_and_what_was_expected(
    tmp_path, pairs, says
):
    with pytest.raises(Malformed) as refused:
        declare(written(tmp_path, changed(*pairs)))
    assert refused.value.say.startswith("sheet.toml")
    assert says in refused.value.say


def test_answers_that_no_item_uses_are_refused(tmp_path):
    spare = SHEET.replace(
        "[params.response_sets]\noften", "[params.response_sets]\nspare"
    )
    often = SHEET[SHEET.index("often = [") : SHEET.index("[[params.scales]]")]
    text = spare.replace("[[params.scales]]", f"{often}[[params.scales]]")
    with pytest.raises(Malformed, match=r"response_sets\.spare: expected an item"):
        declare(written(tmp_path, text))


def test_a_file_that_lacks_a_language_is_refused(tmp_path):
    text = SHEET[: SHEET.index("[text.cy]")]
    with pytest.raises(Malformed, match=r"sheet\.toml, text: expected cy too"):
        declare(written(tmp_path, text))


def test_a_file_that_is_no_instrument_is_refused_by_name(tmp_path):
    with pytest.raises(Malformed, match=r"odd\.toml"):
        declare(written(tmp_path, '[params]\nid = "odd"\n', "odd"))
