"""Whatever is amiss with an activity's file is found before anybody sits down."""

from dataclasses import replace

import pytest

from pod.errors import Malformed
from pod.task import check_files, take_on, task_named


@pytest.fixture
def own(tmp_path):
    """Take on a site's own activity, whose file says this."""
    before = take_on(())

    def own(said):
        file = tmp_path / "own.toml"
        file.write_text(said)
        take_on([replace(task_named("check_in"), name="own", at=file)])

    yield own
    take_on(before)


def test_a_file_of_ours_that_was_looked_through_hides_none_of_a_sites(own):
    check_files()
    own("[params]\n")
    with pytest.raises(Malformed, match=r"own\.toml"):
        check_files()


def test_what_is_amiss_is_found_however_often_it_is_looked_for(own):
    own("[params]\n")
    for _ in range(2):
        with pytest.raises(Malformed, match=r"own\.toml"):
            check_files()
