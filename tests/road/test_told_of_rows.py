"""At a pod whose study takes research rows, the first time says so, at the glass."""

import pytest
from msgspec.structs import replace

from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES, STAFF
from pod.storage import people
from pod.storage.arms import install
from pod.storage.leaves import was_told
from pod.study import Leaves
from tests.export.makers import new_keys
from tests.export.stored import PACK

LINKED = replace(
    PACK, level="rows", agreement="DSA-12", linkage=new_keys().recipients[0]
)


@pytest.fixture
def hands(at_the_pod, inside, daniel):
    with inside.memory.doings.begin() as db:
        install(db, "pod01", LINKED)
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], daniel)
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    hands.wait_for("consent-1")
    return hands


def test_a_sixth_card_says_what_it_is_for_and_it_is_kept_that_it_was_said(
    hands, at_the_pod, inside, daniel
):
    for _ in range(5):
        hands.tap("next")
    hands.wait_for("consent-6")
    said = at_the_pod.kiosk.stage.screen.sentences()
    assert "Your number goes, sealed, to one other office alone." in said
    hands.tap("next")
    hands.wait_for("asked-1")
    hands.tap("back")
    hands.wait_for("consent-6")
    hands.tap("next")
    for number, answer in enumerate(story.UNDERSTOOD, 1):
        hands.wait_for(f"asked-{number}")
        hands.tap(answer)
    hands.wait_for("choices")
    assert (
        "Each answer, and my sealed number" in at_the_pod.kiosk.stage.screen.sentences()
    )
    for choice in ("take_part:yes", "evaluation:yes", "contact:no", "next"):
        hands.tap(choice)
    hands.wait_for("likes")
    with inside.memory.doings.begin() as db:
        told = was_told(people.consent(db, daniel))
    assert told == Leaves(level="rows", linked=True)
