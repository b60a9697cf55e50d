"""Every page of the travelling record, with invented values."""

from collections.abc import Iterator

from pod.script import Card, Question
from pod.ui.common.words import Text
from pod.ui.kiosk import my_travel_cards as cards


def own_pages(text: Text) -> Iterator[tuple[str, Card | Question]]:
    """Make each kind of page that the person sees, with a name."""
    yield "whom", cards.whom(text)
    for number in range(len(text.mine.travel.cards)):
        yield f"travel-card-{number + 1}", cards.told(text, number)
    yield "travel-ask", cards.asking(text)
    yield "travel-ask-which", cards.which(text)
    titles = (text.thanks.title, text.plan.kept)
    yield "travel-ask-part", cards.part(text, titles, 0)
    yield "travel-none", cards.chosen(text, 0, 6)
    yield "travel-some", cards.chosen(text, 2, 6)
    yield "travel-stays", cards.stays(text)
    yield "travel-gone", cards.gone(text)
    yield "travel-offered", cards.offered(text)
    yield "travel-moved", cards.moved(text)
    yield "travel-here-off", cards.here(text, on=False)
    yield "travel-here-on", cards.here(text, on=True)
