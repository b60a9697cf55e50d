"""The self-test: what every pod needs, tried for real in a folder of its own.

It needs no home, no screen and no device, and leaves nothing behind; a package that
was not built whole or not installed whole is found before anybody sits down.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages
from random import SystemRandom

import pod
from pod.app.inside import open_inside
from pod.app.provisioning import provision
from pod.app.qt import application
from pod.bundle.manifest import Arrived, Heading, bundle_name
from pod.bundle.pack import Opener, open_bundle
from pod.bundle.released import Released
from pod.bundle.sheets import Envelope, write_zip
from pod.bundle.tables import outcome_sheets
from pod.clock import SystemClock
from pod.errors import Storage, Trouble
from pod.seal import SigningKey, Trusted, new_identity, recipient_of, seal
from pod.settings import ORIGINAL, Panel, Settings, languages
from pod.settings.built import changed, frozen_in
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import Facts, LockedScreen
from pod.ui.voice.ready import unspoken

NOT_A_PODS = (
    "pod.evaluation",
    "pod.ui.evaluator",
    "pod.app.evaluator_view",
    "pod.cli.evaluate",
    "pod.storage.migrations",
)
"""The evaluator's rooms, and what only Alembic may load."""
SPEAKER = "espeak-ng"
STUDY, POD_ID, HASH = "selftest", "selftest", "0" * 64
FEW_COLOURS = 8


class NotWell(Trouble):
    """Something that every pod needs does not work in this program."""

    exit_code = 1


def self_test() -> None:
    """Try everything once; raise Trouble that names the first that does not work."""
    logging.getLogger("pod").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory(prefix="pod-selftest-") as folder:
        for name, try_out in TRIED.items():
            try:
                try_out(Path(folder))
            except Trouble as trouble:
                raise NotWell(f"{name}: {trouble.say}", trouble.do) from trouble
            except ImportError as fault:
                raise NotWell(f"{name}: {fault.name} is missing.") from fault
            except Exception as fault:
                kind = type(fault).__name__
                raise NotWell(f"{name}: it does not work here ({kind}).") from fault


def _whole(_folder: Path) -> None:
    """See that every file is as it was built."""
    frozen = frozen_in()
    spoilt = next(changed(frozen), "") if frozen else ""
    if spoilt:
        do = "Install the package again."
        raise Storage(f"{spoilt} is not as it was built.", do)


def _modules(_folder: Path) -> None:
    """Load every module of ours, and with it every library that any of them needs."""
    for module in walk_packages(pod.__path__, "pod.", onerror=_not_loaded):
        if not module.name.startswith(NOT_A_PODS):
            import_module(module.name)


def _not_loaded(name: str) -> None:
    if not name.startswith(NOT_A_PODS):
        raise ImportError(name)


def _store(folder: Path) -> None:
    """Make stores, close them and open them again, all encrypted."""
    home, clock, rng = folder / "home", SystemClock(), SystemRandom()
    settings = Settings(pod=POD_ID, site="", demo=True, voice=False)
    provision(home, settings, clock, rng)
    open_inside(home, clock, rng).close()
    stores = [one.read_bytes()[:16] for one in home.rglob("*.db")]
    if not stores or any(start.startswith(b"SQLite") for start in stores):
        raise Storage("The stores are not encrypted.")


def _page(_folder: Path) -> None:
    """Draw the locked page in every language that ships."""
    application(offscreen=True)
    look = Look("cream", "standard", Panel())
    for language in languages():
        texts = read_text(ORIGINAL), read_text(language)
        frame = Frame(look, language, texts[1])
        frame.put(LockedScreen(look, *texts, Facts(clock="09:00")))
        picture = frame.grab().toImage()
        across = range(0, picture.width(), 2)
        seen = {picture.pixel(x, y) for x in across for y in range(0, 700, 7)}
        frame.deleteLater()
        if len(seen) < FEW_COLOURS:
            raise NotWell("The page stays blank.")


def _voice(_folder: Path) -> None:
    """Let a word be spoken in every language, where there is what speaks."""
    if shutil.which(SPEAKER) is not None:
        for fault in unspoken(SPEAKER):
            raise NotWell(fault)


def _bundle(_folder: Path) -> None:
    """Seal and sign an empty bundle, then open it as its evaluator would."""
    study, key = new_identity(), SigningKey(SystemRandom().randbytes(32))
    recipients = (recipient_of(study),)
    heading = Heading(
        bundle="0" * 32,
        study=STUDY,
        pod=POD_ID,
        sequence=1,
        previous="",
        policy_hash=HASH,
        recipients=recipients,
    )
    open_bundle(
        _sealed(heading, key),
        Opener(
            study=STUDY,
            pods=(Trusted(POD_ID, key.public),),
            identities=(study,),
            recipients=recipients,
            policy_hash=HASH,
            bands={},
        ),
    )


def _sealed(heading: Heading, key: SigningKey) -> Arrived:
    out = BytesIO()
    envelope = Envelope(heading=heading, bands={}, key=key)
    write_zip(out, envelope, outcome_sheets(Released(), {}))
    content = seal(out.getvalue(), heading.recipients)
    name = bundle_name(STUDY, POD_ID, 1)
    return Arrived(name=name, content=content, signature=key.sign(content))


TRIED: Mapping[str, Callable[[Path], None]] = {
    "files": _whole,
    "modules": _modules,
    "stores": _store,
    "pages": _page,
    "voice": _voice,
    "bundles": _bundle,
}
