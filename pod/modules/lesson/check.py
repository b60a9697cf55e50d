"""What a lesson's file is refused for before anybody meets it, beyond its types."""

from collections.abc import Iterable, Iterator, Mapping, Set

from pod.modules.lesson.declared import DOSE, SHARED, File, Params, text_keys
from pod.modules.lesson.steps import (
    KEPT_AGAIN,
    REVIEWED,
    Answered,
    AnyStep,
    Build,
    Card,
    Choose,
    Rate,
    Review,
    Sort,
    Still,
    Top,
    line_keys,
    text_of,
)
from pod.settings import LANGUAGES, Packaged

WAYS = ("back", "next", "skip", "more", "keep", "title")
"""Ids that pages use themselves."""
PILES = 3
WORD_MS = 500.0
"""About how long one word takes to be heard at the pod's slow voice."""
OFFERS = (Choose, Build, Review)
PLACED = ("number", "of")
"""What a sort's lead says of a card: which it is, and of how many."""


def faults(file: File) -> Iterator[str]:
    """Tell what is not as it should be: the key, and what was expected there."""
    yield from _ids(file.params)
    yield from _ends(file.params)
    for place, step in enumerate(file.params.steps):
        before = {one.id: one for one in file.params.steps[:place]}
        for fault in _step(step, before, file.params):
            yield f"[params.steps] {step.id}: {fault}"
    yield from _figures(file.params)
    for language in LANGUAGES:
        for fault in _text(file, language):
            yield f"[text.{language}] {fault}"


def _ids(params: Params) -> Iterator[str]:
    """Let every id be one thing: a step, a card, or a way that pages have."""
    ids = [step.id for step in params.steps]
    for id_ in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"[params.steps] {id_}: expected an id that no other step has"
    faces: dict[str, object] = {}
    for name, cards in params.sets.items():
        for card, face in cards.items():
            if card in ids or card in WAYS:
                yield f"[params.sets.{name}] {card}: expected an id of its own"
            if faces.setdefault(card, face) != face:
                yield f"[params.sets.{name}] {card}: expected {faces[card]!r} again"
    if params.last:
        yield "[params] last: expected nothing; it is recalled, not written"


def _ends(params: Params) -> Iterator[str]:
    """Let it begin and end with a card that always comes, and keep something."""
    for where, step in (("first", params.steps[0]), ("last", params.steps[-1])):
        if not isinstance(step, Card) or step.unless or step.only_if:
            yield f"[params.steps] {step.id}: expected a card as the {where} step"
    if all(isinstance(step, Card | Review) for step in params.steps):
        yield "[params] steps: expected a step that keeps something every time"


def _step(
    step: AnyStep, before: Mapping[str, AnyStep], params: Params
) -> Iterator[str]:
    """Tell what a step names that is not there, or not before it."""
    yield from _answered("unless", step.unless, before, params)
    yield from _answered("only_if", step.only_if, before, params)
    if isinstance(step, KEPT_AGAIN):
        yield from _answered("same_if", step.same_if, before, params)
    for name in _sets_of(step):
        if name not in params.sets:
            yield f"expected a set of cards, not {name!r}"
    if isinstance(step, Choose | Build):
        yield from _earlier("besides", step.besides, before)
    if isinstance(step, Choose | Build | Rate) and step.given:
        yield from _earlier("given", (step.given,), before)
    if isinstance(step, Choose | Rate | Review):
        yield from _placed(step, params)
    yield from _of(step, before, params)


def _placed(step: Choose | Rate | Review, params: Params) -> Iterator[str]:
    """Tell of a place at which the step it speaks of never keeps a card."""
    of = step.of if isinstance(step, Review) else step.given
    tops = {one.id: one.most for one in params.steps if isinstance(one, Top)}
    most = tops.get(of or "", 1)
    if step.place > most:
        yield f"place: expected {most} at most, as {of!r} has"


def _of(step: AnyStep, before: Mapping[str, AnyStep], params: Params) -> Iterator[str]:
    """Tell what is not right about the step or the piles that a step is about."""
    match step:
        case Sort() if len(params.sets.get(step.piles, ())) > PILES:
            yield f"piles: expected {PILES} at most"
        case Review() if step.of not in _reviewed(params.steps):
            yield f"of: expected a step that keeps a card, not {step.of!r}"
        case Top():
            yield from _top(step, before.get(step.of), params)


def _sets_of(step: AnyStep) -> tuple[str, ...]:
    match step:
        case Choose() | Build() | Review():
            return (step.cards,)
        case Sort():
            return (step.cards, step.piles)
    return ()


def _reviewed(steps: Iterable[AnyStep]) -> set[str]:
    return {step.id for step in steps if isinstance(step, REVIEWED)}


def _earlier(
    field: str, names: Iterable[str], before: Mapping[str, AnyStep]
) -> Iterator[str]:
    for name in names:
        if name not in _reviewed(before.values()):
            yield f"{field}: expected an earlier step that keeps a card, not {name!r}"


def _answered(
    field: str, answered: Answered, before: Mapping[str, AnyStep], params: Params
) -> Iterator[str]:
    """Tell which conditions speak of no earlier step, or of no card of its set."""
    for name, cards in answered.items():
        asked = before.get(name)
        if not isinstance(asked, OFFERS):
            yield f"{field}: expected an earlier step that offers cards, not {name!r}"
            continue
        for card in cards:
            if card not in params.sets.get(asked.cards, ()):
                yield f"{field}: expected a card of {asked.cards}, not {card!r}"


def _top(step: Top, sort: AnyStep | None, params: Params) -> Iterator[str]:
    if not isinstance(sort, Sort):
        yield f"of: expected an earlier sort, not {step.of!r}"
    elif step.pile not in params.sets.get(sort.piles, ()):
        yield f"pile: expected a card of {sort.piles}, not {step.pile!r}"


def _figures(params: Params) -> Iterator[str]:
    """Let figures be made of ratings, and counts of any answers."""
    names = [*DOSE, *(figure.name for figure in params.figures)]
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield f"[params.figures] {name}: expected a name that no other score has"
    rated = {step.id for step in params.steps if isinstance(step, Rate)}
    counted = rated | {
        s.id for s in params.steps if isinstance(s, (*OFFERS, Sort, Top))
    }
    for figure in params.figures:
        known = counted if figure.kind == "count" else rated
        what = "that asks" if figure.kind == "count" else "that rates"
        for name in figure.of:
            if name not in known:
                say = f"expected a step {what}, not {name!r}"
                yield f"[params.figures] {figure.name}: {say}"


def _text(file: File, language: Packaged) -> Iterator[str]:
    """Let every word be there that is said, no other, and be heard in time."""
    if language not in file.text:
        yield "expected the lesson's words in this language"
        return
    text, wanted = file.text[language], text_keys(file.params)
    for key in wanted:
        if key not in text:
            yield f"{key}: expected its words; there are none"
    for key in text.keys() - {*wanted, *SHARED}:
        yield f"{key}: expected no such words; nothing says them"
    for step in file.params.steps:
        yield from _heard(step, text)
    filled = _filled(file.params)
    for key, words in text.items():
        yield from _holes(key, words, filled.get(key, frozenset()))


def _heard(step: AnyStep, text: Mapping[str, str]) -> Iterator[str]:
    """Let a still page stay for as long as its words take to be heard."""
    if not isinstance(step, Still):
        return
    said = " ".join(text.get(key, "") for key in (step.id, *line_keys(step)))
    words = len(said.split())
    if step.seconds * 1000 < words * WORD_MS:
        yield f"{step.id}: expected more seconds, or fewer than {words} words"


def _filled(params: Params) -> Mapping[str, frozenset[str]]:
    """Return which holes are filled, and in which words: all others are shown as such.

    A question's with cards that were kept, a sort's lead with where it is.
    """
    kept = frozenset(_reviewed(params.steps))
    filled = {text_of(one): kept for one in params.steps if isinstance(one, OFFERS)}
    leads = (one.lead for one in params.steps if isinstance(one, Sort))
    return {**filled, **dict.fromkeys(leads, frozenset(PLACED))}


def _holes(key: str, said: str, filled: Set[str]) -> Iterator[str]:
    """Tell of a hole that nothing fills, or of a brace that makes none."""
    plain = said
    for hole in filled:
        plain = plain.replace(f"{{{hole}}}", "")
    if "{" in plain or "}" in plain:
        among = f"one of {', '.join(sorted(filled))}" if filled else "none"
        yield f"{key}: expected as holes {among}, in {said!r}"
