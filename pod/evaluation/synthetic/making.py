"""Makes a whole synthetic study: the evaluator's folder, and all that its pods sent."""

import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

import msgspec

from pod.bundle.manifest import Arrived
from pod.errors import Usage
from pod.evaluation.begin import begin_study
from pod.evaluation.bounds import plainly
from pod.evaluation.folder import StudyFolder
from pod.evaluation.plan import Wishes
from pod.evaluation.sites import FILE as SITES
from pod.evaluation.sites import sites_csv
from pod.evaluation.synthetic.answering import check_played, doings
from pod.evaluation.synthetic.drawing import Drawn, arms_seed, draw, per_pod
from pod.evaluation.synthetic.expected import expected
from pod.evaluation.synthetic.folk import PROGRAMME, folk_of, pod_id, site_id
from pod.evaluation.synthetic.in_rows import rows_by_week
from pod.evaluation.synthetic.sealing import Series, lay, spoil
from pod.evaluation.synthetic.truth import Truth
from pod.evaluation.synthetic.weekly import outcomes_by_week
from pod.seal import Recipient, SigningKey, new_identity, recipient_of
from pod.study import StudyPack
from pod.values import Value, seeded

STUDY, BUNDLES, TRUTH, EXPECTED = "study", "bundles", "truth.json", "expected.json"
SEED_BYTES = 32
AGREEMENT = "Synthetic data of nobody real"
STARTS = date(2026, 1, 5)
"""The day on which whole pods begin, where they begin step by step."""

Tell: TypeAlias = Callable[[str], None]


class Made(Value, frozen=True, kw_only=True):
    """Where it lies, how many bundles were made, and what was done to some of them."""

    study: str
    bundles: str
    made: int
    lost: tuple[str, ...]
    damaged: tuple[str, ...]


def make_study(truth: Truth, out: Path, tell: Tell = lambda _: None) -> Made:
    """Make the study of a truth in the folder `out`, whose bundles can be imported.

    `tell` hears of each pod that is done. The same truth gives the same tables; keys
    and ciphertext are new each time. Usage, and nothing is made, where the truth cannot
    be or there is something in the folder already.
    """
    check_played(truth)
    drawn = draw(truth)
    if out.exists() and any(out.iterdir()):
        raise Usage(f"There is something in {out} already: name a new folder.")
    pack = begin_study(out / STUDY, _wishes(truth), None, seeded(arms_seed(truth))).pack
    (out / BUNDLES).mkdir()
    _write(out / TRUTH, truth)
    _write(out / EXPECTED, expected(truth))
    _write_sites(out / STUDY, truth)
    laid, lost = _lay_all(drawn, pack, out, tell)
    damaged = _spoil(truth, laid)
    return Made(
        study=str(out / STUDY),
        bundles=str(out / BUNDLES),
        made=len(laid) + len(lost),
        lost=tuple(lost),
        damaged=damaged,
    )


def _lay_all(
    drawn: Drawn, pack: StudyPack, out: Path, tell: Tell
) -> tuple[list[Path], list[str]]:
    """Lay every pod's bundles; return their paths, and the names of those lost."""
    laid: list[Path] = []
    lost: list[str] = []
    for pod in range(drawn.truth.pods):
        for bundle, arrives in _sent(drawn, pod, pack, StudyFolder(out / STUDY)):
            if arrives:
                laid.append(lay(out / BUNDLES, bundle))
            else:
                lost.append(bundle.name)
        tell(pod_id(drawn.truth, pod))
    return laid, lost


def _sent(
    drawn: Drawn, pod: int, pack: StudyPack, folder: StudyFolder
) -> Iterator[tuple[Arrived, bool]]:
    """Give a pod's bundles in order, and whether each of them arrives."""
    truth, name = drawn.truth, pod_id(drawn.truth, pod)
    key = SigningKey(secrets.token_bytes(SEED_BYTES))
    folder.trust(name, key.public)
    chances = seeded(f"{truth.seed}:bundles:{pod}")
    series = Series(pack, name, key, chances)
    people = folk_of(drawn, pod)
    by_week = rows_by_week if pack.level == "rows" else outcomes_by_week
    for leaving in by_week(drawn, people, doings(drawn, people), pack):
        yield series.seal(leaving), chances.random() >= truth.lost


def _wishes(truth: Truth) -> Wishes:
    """Return what an evaluator would wish for to begin this study."""
    told: dict[str, object] = {
        "name": truth.study,
        "title": "A synthetic study: nobody in it is real",
        "level": truth.level,
        "programme": PROGRAMME,
        "k": truth.k,
        "threshold": truth.threshold,
        "outcomes": tuple(f"{one.name}:{one.better}" for one in truth.outcomes),
    }
    if truth.level == "rows":
        told["agreement"] = AGREEMENT
    if truth.arms:
        told |= _drawing(truth)
    try:
        return msgspec.convert(told, Wishes)
    except msgspec.ValidationError as error:
        raise Usage(f"That study cannot be made: {plainly(error)}.") from error


def _drawing(truth: Truth) -> dict[str, object]:
    """Return what an evaluator would wish for of arms."""
    arms = tuple(f"{one.name}:{PROGRAMME}:{one.wait_weeks}" for one in truth.arms)
    told: dict[str, object] = {"arms": arms, "pods": _pods(truth)}
    if truth.design == "wedge":
        return {**told, "unit": "pod", "starts_on": STARTS}
    return {**told, "people": max(2, per_pod(truth))}


def _pods(truth: Truth) -> tuple[str, ...]:
    """Return each pod with a key that its arms are sealed for; nobody keeps it."""
    return tuple(f"{pod_id(truth, pod)}={_recipient()}" for pod in range(truth.pods))


def _recipient() -> Recipient:
    return recipient_of(new_identity())


def _write(path: Path, told: object) -> None:
    content = msgspec.json.format(msgspec.json.encode(told, order="deterministic"))
    path.write_bytes(content + b"\n")


def _write_sites(study: Path, truth: Truth) -> None:
    sites = {pod_id(truth, pod): site_id(truth, pod) for pod in range(truth.pods)}
    (study / SITES).write_bytes(sites_csv(sites).encode())


def _spoil(truth: Truth, laid: list[Path]) -> tuple[str, ...]:
    """Spoil so many of the bundles, or all there are."""
    rng = seeded(f"{truth.seed}:damaged")
    chosen = sorted(rng.sample(laid, min(truth.damaged, len(laid))))
    for path in chosen:
        spoil(path)
    return tuple(path.name for path in chosen)
