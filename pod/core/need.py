"""Answers what staff ask of need and change; each look is written with its why."""

from collections.abc import Sequence
from typing import get_args

from pod import desk
from pod.core.certified import check_certified
from pod.core.need_known import everybody, programme_of, somebody
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.need import (
    PLACED,
    ChangeLine,
    ChooseNeed,
    GroupNeed,
    ListNeed,
    LookNeed,
    NeedChosen,
    NeedGroup,
    NeedList,
    NeedTile,
    NeedView,
)
from pod.desk.staff import PersonTile
from pod.need.areas import AreaName, read_areas
from pod.need.emphasis import suggested
from pod.need.equality import equality
from pod.need.group_change import change_of, changes_by
from pod.need.groups import EVERYBODY
from pod.need.kept import Known
from pod.need.of_person import Site, need_of, part_of, site_of
from pod.need.order import Listed, in_order
from pod.need.over_time import course_of, minutes_of
from pod.storage import identities, need, people
from pod.storage.vault import DoingsDb


def _look(visit: Visit, request: LookNeed) -> Reply:
    """Show one person; the look and its reason are written down in the same breath."""
    check_certified(visit)
    ref, areas = request.person, read_areas()
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
    with visit.doings() as db:
        row = people.person(db, ref)
        visit.write(db, "need_seen", f"{request.reason}:{ref}")
        programme = programme_of(db, ref, visit.behind.programme)
        known, site = somebody(db, row, programme), _site(db)
        needs = need_of(areas, known, site)
        doubts = {one.component: one.doubt for area in needs for one in area.parts}
        return NeedView(
            person=ref,
            first_name=name.first_name,
            reason=request.reason,
            needs=needs,
            courses=tuple(
                course_of(one, known, programme, doubts[one.id])
                for one in areas.components()
            ),
            minutes=minutes_of(known.held, programme),
            emphasis=suggested(needs, areas.emphasis.version),
            chosen=tuple(need.choices(db, ref)),
        )


def _site(db: DoingsDb) -> Site:
    return site_of(read_areas(), everybody(db, need.taking_part(db), "first"))


def _list(visit: Visit, request: ListNeed) -> Reply:
    """List everybody who takes part; each of them can see that it was looked at."""
    check_certified(visit)
    with visit.people() as names:
        tiles = {tile.person: tile for tile in identities.tiles(names)}
    with visit.doings() as db:
        known = [one for one in _measured(db) if one.person in tiles]
        for one in known:
            visit.write(db, "need_listed", f"{request.reason}:{one.person}")
        placed = {one.person: _placed(db, one.person) for one in known}
    site = site_of(read_areas(), known)
    listed = [_listed(one, site, placed[one.person]) for one in known]
    return NeedList(
        area=request.area,
        people=tuple(
            _tile(one, tiles[one.person], placed[one.person])
            for one in in_order(listed, request.area)
        ),
        rule=read_areas().order.version,
    )


def _measured(db: DoingsDb) -> Sequence[Known]:
    return everybody(db, need.taking_part(db))


def _placed(db: DoingsDb, ref: str) -> NeedChosen | None:
    """Return where staff last put somebody, unless that is where the rule does."""
    found = [one for one in need.choices(db, ref) if one.choice in PLACED]
    return found[-1] if found and found[-1].choice != "as_sorted" else None


def _listed(known: Known, site: Site, chosen: NeedChosen | None) -> Listed:
    areas = read_areas()
    leading = {one: areas.leading(one) for one in get_args(AreaName)}
    needs = need_of(areas, known, site)
    return Listed(
        person=known.person,
        since=known.since,
        needs={
            area: part_of(component, known, site).place.needs
            for area, component in leading.items()
            if component.is_known()
        },
        missing=sum(part.score is None for area in needs for part in area.parts),
        placed=next(
            (one for one in PLACED if chosen and chosen.choice == one), "as_sorted"
        ),
    )


def _tile(one: Listed, tile: PersonTile, chosen: NeedChosen | None) -> NeedTile:
    return NeedTile(
        person=one.person,
        first_name=tile.first_name,
        cell=tile.cell,
        since=one.since,
        needs=dict(one.needs),
        missing=one.missing,
        placed=one.placed,
        because=chosen.because if chosen else None,
    )


def _group(visit: Visit, request: GroupNeed) -> Reply:
    """Show groups alone, small ones withheld; that it was looked at is written down."""
    check_certified(visit)
    areas = read_areas()
    with visit.doings() as db:
        visit.write(db, "need_group_seen")
        known = _measured(db)
    changes: list[ChangeLine] = []
    for one in areas.components():
        if request.band is None:
            told = {EVERYBODY[1]: change_of(one, known, request.to, areas.least)}
        else:
            by = changes_by(one, known, request.to, request.band, areas.least)
            told = dict(by)
        changes += [ChangeLine(group=g, change=change) for g, change in told.items()]
    return NeedGroup(
        to=request.to,
        band=request.band,
        changes=tuple(changes),
        equality=equality(areas, known),
        least=areas.least,
    )


def _choose(visit: Visit, request: ChooseNeed) -> Reply:
    """Keep what staff choose against a rule, and their reason."""
    check_certified(visit)
    chosen = NeedChosen(request.choice, request.because, visit.now.date())
    with visit.doings() as db:
        need.keep_choice(db, request.person, visit.who.staff, chosen)
        visit.write(db, "need_changed", f"{request.because}:{request.person}")
    return desk.Done()


ANSWERS: Answers = {
    LookNeed: _look,
    ListNeed: _list,
    GroupNeed: _group,
    ChooseNeed: _choose,
}
