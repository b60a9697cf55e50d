"""How many people came how far: a bar a step, words beside every number."""

from pod.evaluation.analysis.findings import Flow
from pod.ui.evaluator.drawing import RIGHT, Drawing, Pen
from pod.ui.evaluator.paper import BOLD, HEAD, SMALL, Paper
from pod.ui.evaluator.words import OutcomesWords

STEP, BAR, EDGE, INSIDE, ARROW = 138, 80, 8, 30, 50


def flow_bars(paper: Paper, text: OutcomesWords, flow: Flow) -> Drawing:
    """Return the steps from who came to who was followed up."""

    def paint(pen: Pen) -> None:
        most = max([one.n or 0 for one in flow.steps], default=0) or 1
        before: int | None = None
        for place, step in enumerate(flow.steps):
            top = place * STEP
            name = text.steps.get(step.name, step.name)
            _bar(pen, top, name, _told(step.n, text), (step.n or 0) / most)
            if place and before is not None and step.n is not None:
                said = text.fewer.format(count=before - step.n)
                _between(pen, top, said)
            before = step.n

    said = "; ".join(
        f"{text.steps.get(one.name, one.name)} {_told(one.n, text)}"
        for one in flow.steps
    )
    high = len(flow.steps) * STEP - STEP + BAR + 4
    return Drawing(paper, high, said, paint)


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


def _bar(pen: Pen, top: float, name: str, count: str, share: float) -> None:
    whole = pen.room(0, top, pen.width, BAR)
    pen.box(whole, "panel", radius=10)
    pen.box(pen.room(0, top, max(EDGE, pen.width * share), BAR), "selected", radius=10)
    pen.box(pen.room(0, top, EDGE, BAR), "main", radius=4)
    pen.say(pen.room(INSIDE, top, pen.width - 2 * INSIDE, BAR), name, HEAD - 2)
    room = pen.room(INSIDE, top, pen.width - 2 * INSIDE, BAR)
    pen.say(room, count, HEAD + 2, BOLD, RIGHT)


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
