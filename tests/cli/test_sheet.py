"""What is kept of how somebody likes the pod is on their sheet, as all else is."""

from datetime import date

from pod.cli.sheet import in_lines
from pod.desk.rights import AboutPerson
from pod.settings import Likes


def screen_line(likes):
    about = AboutPerson(
        person="abc123",
        number="A1001BC",
        first_name="Daniel",
        cell="A1-01",
        likes=likes,
        enrolled_on=date(2026, 1, 5),
        bands={},
        choices=(),
        notes=(),
        sittings=(),
        all_sittings=0,
        page=0,
        more=False,
        left=0,
        retention_days=365,
    )
    return next(line for line in in_lines([about]) if line.startswith("Screen: "))


def test_the_sheet_says_how_somebody_likes_the_pod():
    assert screen_line(Likes(language="en")) == (
        "Screen: en, standard, cream, read aloud, a man's voice, normal speed"
    )


def test_what_makes_it_easier_is_on_the_sheet_too():
    eased = Likes(language="cy", voice="asked", calm=True, steady=True)
    line = screen_line(eased)
    assert "read when asked" in line
    assert line.endswith("nothing moves, for hands that shake")
