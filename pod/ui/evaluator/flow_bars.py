"""How many people came how far: a bar a step, words beside every number."""

from collections.abc import Mapping

from pod.evaluation.analysis.findings import Flow
from pod.ui.evaluator.drawing import RIGHT, Drawing, Pen
from pod.ui.evaluator.paper import BOLD, HEAD, SMALL, Paper
from pod.ui.evaluator.words import OutcomesWords

STEP, BAR, EDGE, INSIDE, ARROW = 138, 80, 8, 30, 50
KEPT = 30


def flow_bars(paper: Paper, text: OutcomesWords, flow: Flow) -> Drawing:
    """Return the steps from who came to who was followed up."""
    kept = kept_told(flow, text)

    def paint(pen: Pen) -> None:
        most = max([one.n or 0 for one in flow.steps], default=0) or 1
        before: int | None = None
        for place, step in enumerate(flow.steps):
            top = place * STEP
            name = text.steps.get(step.name, step.name)
            _bar(pen, top, name, (step.n or 0) / most)
            _count(pen, top, _told(step.n, text), kept.get(step.name, ""))
            if place and before is not None and step.n is not None:
                _between(pen, top, fewer_told(before - step.n, text))
            before = step.n

    told = [
        (text.steps.get(one.name, one.name), _told(one.n, text), kept.get(one.name, ""))
        for one in flow.steps
    ]
    said = "; ".join(" ".join(filter(None, one)) for one in told)
    high = len(flow.steps) * STEP - STEP + BAR + 4
    return Drawing(paper, high, said, paint)


def kept_told(flow: Flow, text: OutcomesWords) -> Mapping[str, str]:
    """Say of each step how many more the pods keep back, where that is told."""
    steps = flow.held.steps if flow.held else ()
    return {one.name: text.kept_back.format(count=one.n) for one in steps if one.n}


def fewer_told(fewer: int, text: OutcomesWords) -> str:
    """Say how many fewer a step holds than the one before it, or how many more."""
    if fewer < 0:
        return text.more.format(count=-fewer)
    return text.fewer.format(count=fewer)


def lost_told(flow: Flow, text: OutcomesWords) -> str:
    """Return what is known of those without a last measure, in one sentence."""
    reasons = [
        text.reasons.get(one.name, one.name.replace("_", " ")) + f" {one.n}"
        for one in flow.lost
        if one.n
    ]
    held = any(one.n is None for one in flow.lost)
    if held:
        reasons.append(text.lost_few)
    return text.lost.format(reasons=", ".join(reasons)) if reasons else ""


def _bar(pen: Pen, top: float, name: str, share: float) -> None:
    whole = pen.room(0, top, pen.width, BAR)
    pen.box(whole, "panel", radius=10)
    pen.box(pen.room(0, top, max(EDGE, pen.width * share), BAR), "selected", radius=10)
    pen.box(pen.room(0, top, EDGE, BAR), "main", radius=4)
    pen.say(pen.room(INSIDE, top, pen.width - 2 * INSIDE, BAR), name, HEAD - 2)


def _count(pen: Pen, top: float, count: str, kept: str) -> None:
    """Say how many a step holds, and under it whom the pods keep back."""
    wide, high = pen.width - 2 * INSIDE, KEPT if kept else 0
    number = pen.room(INSIDE, top, wide, BAR - high)
    pen.say(number, count, HEAD + 2, BOLD, RIGHT)
    under = pen.room(INSIDE, top + BAR - high - EDGE, wide, high)
    pen.say(under, kept, SMALL, side=RIGHT)


def _between(pen: Pen, top: float, said: str) -> None:
    """Draw the way down to a step, and how many went no further."""
    start, end = top - STEP + BAR + 8, top - 8
    pen.stroke(pen.room(ARROW, start, 0, end - start), "outline", wide=4)
    for side in (-1, 1):
        pen.stroke(pen.room(ARROW, end, 10 * side, -12), "outline", wide=4)
    room = pen.room(ARROW + 36, start - 4, pen.width - ARROW - 36, end - start + 8)
    pen.say(room, said, SMALL)


def _told(n: int | None, text: OutcomesWords) -> str:
    return text.withheld if n is None else str(n)
