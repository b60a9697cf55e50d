"""What staff are told of somebody who moves: facts, and one next step each."""

from collections.abc import Sequence

from pod.desk.moves import Arrived, Mover, Movers, Place, Sent, TookIn
from pod.ui.common.words import Text
from pod.ui.staff.choosing import MOST, Choices
from pod.ui.staff.reading import Facts

PAGE, FEW = MOST - 2, 3
UNKNOWN = "-"
"""The cell of somebody who came from another prison."""


def whom(text: Text, told: Movers, first: int) -> Choices:
    """Ask who moves; moved people are shown as such. Ids: each, more, back, take."""
    words = text.room.moves
    shown = told.people[first : first + PAGE]
    more = [("more", text.staff.more)] if told.people[first + PAGE :] else []
    return Choices(
        name="staff-moves",
        title=words.title if told.people else words.nobody,
        choices=(*((one.person, _tile(text, one)) for one in shown), *more),
        beside=("take", words.take) if told.may_carry else ("", ""),
        outside=True,
    )


def one_facts(text: Text, one: Mover, *, may_carry: bool) -> Facts:
    """Return how one person's move stands; which answers they chose is not in it."""
    words, name = text.room.moves, one.first_name
    waits = one.agreed and not one.moved_on and not may_carry
    return Facts(
        name="staff-moves-one",
        title=words.one.format(name=name),
        lines=_standing(text, one),
        firm=(words.supervisor if waits else words.their_own,),
        keys=_keys(text, one, may_carry=may_carry),
    )


def open_to(one: Mover, told: Movers) -> tuple[Place, ...]:
    """Return the pods that this person agreed to; once they moved, where they went."""
    known = [place for place in told.places if place.prison == "here" and one.here]
    other = [place for place in told.places if place.prison == "other" and one.agreed]
    if one.moved_on:
        return tuple(place for place in other if place.pod == one.moved_to)
    return (*other, *known)


def places(text: Text, name: str, told: Sequence[Place]) -> Choices:
    """Ask which pod a record is for."""
    words = text.room.moves
    where = {"here": words.this_prison, "other": words.other_prison}
    return Choices(
        name="staff-moves-places",
        title=words.whom_for,
        below=name,
        choices=tuple(
            (one.pod, f"{one.pod}, {one.wing}\n{where[one.prison]}")
            for one in told[:MOST]
        ),
        outside=True,
    )


def no_place(text: Text) -> Facts:
    """Return what to do where no pod is known that a record could go to."""
    words = text.room.moves
    return _amiss("staff-moves-no-place", words.no_place, words.no_place_do)


def no_road(text: Text) -> Facts:
    """Return what to do where a record can go nowhere."""
    words = text.room.moves
    return _amiss("staff-moves-no-road", words.no_road, words.no_road_do)


def roads(text: Text) -> Choices:
    """Ask by which road; ids: stick, folder, back."""
    words = text.room.moves
    choices = (("stick", words.by_stick), ("folder", words.by_folder))
    return Choices(name="staff-moves-road", title=words.road, choices=choices)


def sent(text: Text, told: Sent) -> tuple[str, ...]:
    """Return what became of a record that was made."""
    if told.state != "fine":
        return _state(text, told.state)
    done = text.room.moves.making.done.format(name=told.name)
    return (done, *_out(text, told))


def took(text: Text, told: TookIn) -> tuple[str, ...]:
    """Return who came, and what could not be taken in, each with its next step."""
    words = text.room.moves
    if told.state != "fine":
        return _state(text, told.state)
    if not told.arrived:
        return (words.none_came, words.none_came_do)
    return (*_each(text, told.arrived), *_out(text, told))


def _each(text: Text, arrived: Sequence[Arrived]) -> tuple[str, ...]:
    """Say each of them where there are few; else how many, and what was amiss first."""
    if len(arrived) <= FEW:
        return tuple(_arrived(text, one) for one in arrived)
    amiss = [one for one in arrived if one.why is not None]
    count = len(arrived) - len(amiss)
    told = text.room.moves.taking.done.format(count=count)
    return (told, *(_arrived(text, one) for one in amiss[: FEW - 1]))


def _out(text: Text, told: Sent | TookIn) -> tuple[str, ...]:
    """Say whether a stick can be taken out now."""
    exports = text.room.pods.exports.steps
    if told.road != "stick":
        return ()
    return (exports.safe if told.safe else exports.not_safe,)


def _arrived(text: Text, one: Arrived) -> str:
    words = text.room.moves
    if one.why is None and one.cell == UNKNOWN:
        return words.came_new.format(name=one.first_name)
    if one.why is None:
        return words.came.format(name=one.first_name, cell=one.cell)
    return words.refused[one.why].format(name=one.name)


def _state(text: Text, state: str) -> tuple[str, ...]:
    known = {**text.room.pods.exports.stick, **text.room.moves.states}
    return (known[state].say, known[state].do)


def _amiss(name: str, say: str, do: str) -> Facts:
    return Facts(name=name, title=say, lines=(do,))


def _tile(text: Text, one: Mover) -> str:
    """Return name and cell, and the one thing that counts most."""
    words, cell = text.room.moves, text.staff.cell.format(cell=one.cell)
    if one.moved_on:
        state = words.has_moved.format(day=f"{one.moved_on:%d/%m/%Y}")
    elif one.agreed:
        state = words.has_agreed
    else:
        state = words.is_coming if one.coming else ""
    return f"{one.first_name}, {cell}\n{state}".rstrip()


def _standing(text: Text, one: Mover) -> tuple[str, ...]:
    words, name = text.room.moves, one.first_name
    if one.moved_on:
        day = f"{one.moved_on:%d/%m/%Y}"
        return (words.moved.format(day=day, pod=one.moved_to), words.stay)
    coming = words.coming if one.coming else words.not_coming
    agreed = (words.agreed if one.agreed else words.not_agreed).format(name=name)
    ask = () if one.agreed else (words.asked if one.coming else words.ask_them,)
    return (coming, agreed, *ask, words.here if one.here else words.not_here)


def _keys(
    text: Text, one: Mover, *, may_carry: bool
) -> tuple[tuple[str, str, str], ...]:
    """Return what can be done: nothing is made that the person has not agreed to."""
    words = text.room.moves
    make = words.once_more if one.moved_on else words.make
    goes = may_carry and (one.agreed or one.here)
    making = (("make", "", make),) if goes else ()
    if one.moved_on:
        return making
    say = ("unsay", "", words.unsay) if one.coming else ("say", "", words.say)
    return (say, *making)
