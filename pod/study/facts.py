"""A study in the few facts that staff compare, and its level in a sentence."""

from pod.seal import fingerprint
from pod.study.leaves import Leaves, leaves_of
from pod.study.pack import StudyPack
from pod.values import Value

HEAD, TAIL = 12, 4


class StudyFacts(Value, frozen=True, kw_only=True):
    """What two members of staff look at before this study is served.

    `leaves` says what leaves, `recipients` and `linkage` are the short names of the
    keys that it is sealed for, `fingerprint` is the signer's.
    """

    study: str
    title: str
    leaves: Leaves
    agreement: str
    recipients: tuple[str, ...]
    linkage: str
    programme: str
    schedule: str
    serial: int
    fingerprint: str


def facts_of(pack: StudyPack) -> StudyFacts:
    """Return the facts of a study pack."""
    return StudyFacts(
        study=pack.study,
        title=pack.title,
        leaves=leaves_of(pack),
        agreement=pack.agreement,
        recipients=tuple(map(short, pack.recipients)),
        linkage=short(pack.linkage) if pack.linkage else "",
        programme=pack.programme,
        schedule=pack.schedule,
        serial=pack.serial,
        fingerprint=fingerprint(pack.signed_by),
    )


def short(recipient: str) -> str:
    """Return enough of a long key to tell it from another by eye."""
    return f"{recipient[:HEAD]}...{recipient[-TAIL:]}"


def level_said(leaves: Leaves, agreement: str) -> str:
    """Say what leaves at which level; only outcomes behind the gate are anonymised."""
    if leaves.level == "outcomes":
        return f"anonymised outcomes, in groups of {leaves.k} or more people alike"
    under = f", under the agreement {agreement}" if agreement else ""
    number = "; prison numbers go sealed to one other office alone"
    return f"pseudonymised research rows{under}{number if leaves.linked else ''}"


def lines_of(facts: StudyFacts) -> tuple[str, ...]:
    """Return the facts as lines, for whoever compares two copies of them."""
    linkage = (f"Prison numbers are sealed for: {facts.linkage}",)
    return (
        f"Study: {facts.study} ({facts.title})",
        f"What leaves: {level_said(facts.leaves, facts.agreement)}",
        f"Sealed for: {', '.join(facts.recipients)}",
        *(linkage if facts.linkage else ()),
        f"Programme: {facts.programme}",
        f"Schedule: {facts.schedule or 'whenever staff choose'}",
        f"Number of the pack: {facts.serial or 'none'}",
        f"Fingerprint of the signer: {facts.fingerprint}",
    )
