"""pod need: who may be next, one person's need and progress, how a group changed.

Whoever looks signs in and says why; it is written into the record, and the person sees
it. No rank is shown, and no single figure of need.
"""

import re
from collections.abc import Iterator, Mapping

import click
import msgspec

from pod import desk
from pod.cli.behind import Answers, counter, expect, sign_in
from pod.cli.need_lines import in_group, in_list, in_view
from pod.desk.need import (
    BECAUSE,
    PLACED,
    REASONS,
    STRESSED,
    NeedAsked,
    NeedGroup,
    NeedList,
    NeedTold,
    NeedView,
)
from pod.desk.rights import FindPerson, FoundPerson
from pod.need.areas import AREAS, AreaName
from pod.need.kept import POINTS
from pod.study import BANDS

NUMBER = re.compile("[A-Za-z][0-9]{4}[A-Za-z]{2}")
whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
why = click.option(
    "--reason",
    type=click.Choice(REASONS),
    required=True,
    help="Why you look: it is written down, and the person sees it.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def need() -> None:
    """See need and change, with doubt shown; every look is seen by the person."""


@need.command("list")
@click.option("--area", type=click.Choice(AREAS), default="self_control")
@why
@whoever
@as_json
def list_(area: AreaName, reason: str, me: str, *, as_json: bool) -> None:
    """List who takes part by an area of need: words, no scores, no rank."""
    asked = {"type": "ListNeed", "area": area, "reason": reason}
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(_request(asked)), NeedList)
    _show(told, in_list(told), as_json=as_json)


@need.command()
@click.argument("person")
@why
@whoever
@as_json
def show(person: str, reason: str, me: str, *, as_json: bool) -> None:
    """Show PERSON's need and progress; a prison number, or a reference of the list."""
    with counter() as answers:
        sign_in(answers, me)
        asked = {"type": "LookNeed", "person": _ref(answers, person), "reason": reason}
        told = expect(answers(_request(asked)), NeedView)
    _show(told, in_view(told), as_json=as_json)


@need.command()
@click.option("--to", type=click.Choice(POINTS[1:]), default="last")
@click.option("--band", type=click.Choice(BANDS), help="Tell it for each group.")
@whoever
@as_json
def group(to: str, band: str | None, me: str, *, as_json: bool) -> None:
    """Show how people here changed since their start, and what that cannot show."""
    asked = {"type": "GroupNeed", "to": to, "band": band}
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(_request(asked)), NeedGroup)
    _show(told, in_group(told), as_json=as_json)


@need.command()
@click.argument("person")
@click.argument("choice", type=click.Choice((*PLACED, *STRESSED)))
@click.option("--because", type=click.Choice(BECAUSE), required=True)
@whoever
def choose(person: str, choice: str, because: str, me: str) -> None:
    """Put PERSON elsewhere in the list, or stress another area, with a reason."""
    with counter() as answers:
        sign_in(answers, me)
        ref = _ref(answers, person)
        asked = {"type": "ChooseNeed", "person": ref, "choice": choice}
        expect(answers(_request(asked | {"because": because})), desk.Done)
    click.echo("Kept. The person can see it, and why.")


def _request(raw: Mapping[str, object]) -> NeedAsked:
    """Return a request with these words in it."""
    asked: NeedAsked = msgspec.convert(raw, NeedAsked)
    return asked


def _ref(answers: Answers, person: str) -> str:
    """Return somebody's reference; a prison number is looked up by who may."""
    if not NUMBER.fullmatch(person):
        return person
    return expect(answers(FindPerson(person)), FoundPerson).person


def _show(told: NeedTold, lines: Iterator[str], *, as_json: bool) -> None:
    click.echo(msgspec.json.encode(told) if as_json else "\n".join(lines))
