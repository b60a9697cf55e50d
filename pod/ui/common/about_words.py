"""The sentences about languages, and about the pod itself."""

from pod.values import Value


class Tongues(Value, frozen=True):
    """Choosing a language where there are more than two."""

    key: str
    title: str
    others: str
    more: str


class AboutCard(Value, frozen=True):
    """A title, and what is said under it."""

    title: str
    lines: tuple[str, ...]


class AboutPod(Value, frozen=True):
    """What the pod is for, which languages are drafts, whose letters it shows."""

    key: str
    of: str
    drafts: str
    draft: str
    no_drafts: str
    cards: tuple[AboutCard, ...]
