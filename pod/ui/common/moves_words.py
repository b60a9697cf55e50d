"""What staff are told of people who move: each record, and one next step."""

from collections.abc import Mapping

from pod.ui.common.steps_words import StandsWords, ThreeSteps
from pod.values import Value


class RecordRoadWords(ThreeSteps, frozen=True):
    """Three steps by which a record goes or comes; {name} is whose, or its file's."""

    stick: str
    folder: str
    under_way: str
    done: str


class MovesWords(Value, frozen=True):
    """Who moves, whether they agreed, and where to; never which answers they chose."""

    key: str
    title: str
    nobody: str
    take: str
    is_coming: str
    has_agreed: str
    has_moved: str
    one: str
    coming: str
    not_coming: str
    agreed: str
    not_agreed: str
    asked: str
    ask_them: str
    here: str
    not_here: str
    moved: str
    stay: str
    their_own: str
    say: str
    unsay: str
    make: str
    supervisor: str
    once_more: str
    whom_for: str
    this_prison: str
    other_prison: str
    no_place: str
    no_place_do: str
    no_road: str
    no_road_do: str
    road: str
    by_stick: str
    by_folder: str
    came: str
    came_new: str
    none_came: str
    none_came_do: str
    making: RecordRoadWords
    taking: RecordRoadWords
    states: Mapping[str, StandsWords]
    refused: Mapping[str, str]
