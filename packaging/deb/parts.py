"""Lists the parts of a frozen program: their licences, and a CycloneDX 1.6 document.

`parts.py SOURCES DOC VERSION` runs in the environment that the program was frozen in.
SOURCES names the file that each part came from; DOC gets `copyright`, `licences/` and
`sbom.cdx.json`. It tells of no moment and no machine: the same parts, the same bytes.
"""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import Distribution, distributions
from pathlib import Path

OURS = "training-pod"
LICENCES = ("licen", "copying", "notice", "authors")
TOOLS = ("pyinstaller",)
"""Its starter is in every program that it freezes."""
AFTER = """
whose words stand in licences/; the words of the usual ones, such as the LGPL of Qt and
PySide6, are in /usr/share/common-licenses. Whatever is under the LGPL lies in files of
its own under /usr/lib/training-pod/lib, where another build of it may be put in its
place. Which part is which stands in sbom.cdx.json.
"""
UNSAID = "see licences/"
A_LINE = 80


@dataclass(frozen=True)
class Part:
    """Something of somebody else's that the program brings."""

    name: str
    version: str
    purl: str
    licence: str
    texts: Sequence[Path] = field(default=())


def parts_of(sources: Sequence[Path]) -> list[Part]:
    """Return every part that any of these files belongs to, by name."""
    wanted = {str(one) for one in sources}
    found = [_of_python(one) for one in distributions() if _is_in(one, wanted)]
    found += [*_of_debian(sources), *_inside_wheels({one.name for one in found})]
    return sorted(found, key=lambda part: part.name.lower())


def _is_in(one: Distribution, wanted: set[str]) -> bool:
    if one.name.lower() in TOOLS:
        return True
    there = (str(one.locate_file(path)) for path in one.files or ())
    return one.name != OURS and any(path in wanted for path in there)


def _of_python(one: Distribution) -> Part:
    name = one.name.lower().replace("_", "-")
    texts = [
        Path(str(one.locate_file(path)))
        for path in one.files or ()
        if path.name.lower().startswith(LICENCES) and path.suffix != ".py"
    ]
    purl = f"pkg:pypi/{name}@{one.version}"
    return Part(name, one.version, purl, _licence(one), texts)


def _licence(one: Distribution) -> str:
    """Return the licence as its makers name it: an expression, a word, a classifier."""
    told = one.metadata
    said = told.get("License-Expression") or (told.get("License") or "").strip()
    if said and "\n" not in said and len(said) < A_LINE:
        return str(said)
    kinds = told.get_all("Classifier") or []
    ours = [one for one in kinds if one.startswith("License ::")]
    return ours[0].rpartition(" :: ")[2] if ours else UNSAID


def _of_debian(sources: Sequence[Path]) -> Iterator[Part]:
    """Give the packages of Debian that parts were copied from: the interpreter."""
    theirs = [str(one) for one in sources if one.is_relative_to("/usr/lib")]
    asked = ["dpkg-query", "-S", *theirs]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    names = {line.partition(": ")[0] for line in told.stdout.splitlines()}
    for name in sorted(names):
        form = ["dpkg-query", "-W", "-f", "${Version}", name]
        version = subprocess.run(form, capture_output=True, text=True, check=True)  # noqa: S603
        plain, text = name.partition(":")[0], version.stdout
        purl = f"pkg:deb/debian/{plain}@{text}?arch=amd64"
        about = Path("/usr/share/doc", plain, "copyright")
        yield Part(plain, text, purl, UNSAID, [about] if about.exists() else [])


def _inside_wheels(there: set[str]) -> Iterator[Part]:
    """Give what the largest wheels have linked in, as they say of themselves."""
    if "sqlcipher3" in there:
        dbapi2 = import_module("sqlcipher3.dbapi2")
        db = dbapi2.connect(":memory:")
        db.execute("PRAGMA key='none'")
        cipher = db.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
        by = db.execute("PRAGMA cipher_provider_version").fetchone()[0].split()[1]
        yield _inside("sqlcipher", cipher, "BSD-3-Clause")
        yield _inside("sqlite", dbapi2.sqlite_version, "blessing")
        yield _inside("openssl (in sqlcipher3)", by, "Apache-2.0")
    if "cryptography" in there:
        openssl = import_module("cryptography.hazmat.backends.openssl")
        by = openssl.backend.openssl_version_text().split()[1]
        yield _inside("openssl (in cryptography)", by, "Apache-2.0")
    if "pyside6-essentials" in there:
        yield _inside(
            "qtbase", import_module("PySide6.QtCore").qVersion(), "LGPL-3.0-only"
        )


def _inside(name: str, version: str, licence: str) -> Part:
    plain = name.partition(" ")[0]
    return Part(name, version, f"pkg:generic/{plain}@{version}", licence)


def document(parts: Sequence[Part], version: str, moment: datetime) -> str:
    """Return the CycloneDX document; its serial number is made of its parts."""
    components = [_component(one) for one in parts]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components]))
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": moment.isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": OURS, "dependsOn": [one["bom-ref"] for one in components]}
        ],
    }
    return json.dumps(told, indent=1) + "\n"


def _component(one: Part) -> Mapping[str, object]:
    licence = {"license": {"name": one.licence}}
    return {
        "type": "library",
        "bom-ref": f"{one.name}@{one.version}",
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        "licenses": [licence],
    }


def write_licences(parts: Sequence[Part], doc: Path) -> None:
    """Lay every licence's own words into a folder, and a page that names them all."""
    lines = [f"{OURS} is under the MIT licence, which follows. It brings the parts", ""]
    for one in parts:
        lines.append(f"  {one.name} {one.version}: {one.licence}")
        for number, text in enumerate(one.texts):
            name = f"{one.name}-{number}.txt" if number else f"{one.name}.txt"
            place = doc / "licences" / name.replace(" ", "-")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.read_bytes())
    lines.append(AFTER)
    ours = Path(__file__).parents[2] / "LICENSE"
    text = "\n".join([*lines, ours.read_text("utf-8")])
    (doc / "copyright").write_text(text, "utf-8")


def main(sources: str, doc: str, version: str) -> None:
    """Write what is asked for."""
    named = Path(sources).read_text("utf-8").splitlines()
    parts = parts_of([Path(one) for one in named])
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    Path(doc, "sbom.cdx.json").write_text(document(parts, version, moment), "utf-8")
    write_licences(parts, Path(doc))


if __name__ == "__main__":
    main(*sys.argv[1:])
