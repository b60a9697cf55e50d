"""Finds whose each file of a frozen program is: a wheel's, Debian's, or held by one."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from importlib import import_module
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from shipped import BESIDE, OURS, TOLD, Part, Shipped, plain

LICENCES = ("licen", "copying", "copyright", "notice", "authors")
TOOLS = ("pyinstaller",)
"""Its starter is in every program that it freezes."""
LIBRARY = "libpython3.11-stdlib"
A_LINE = 80
KEPT = ("type", "name", "version", "purl", "licenses", "hashes", "author")
"""What is taken over of somebody else's list: nothing of their machine."""


def parts_of(shipped: Sequence[Shipped]) -> Sequence[Part]:
    """Return every part that any of this belongs to; refuse what is nobody's."""
    sources = {str(one.source): one.place for one in shipped}
    ours = _files_of(distributions(name=OURS))
    wheels = [(one, _here(one, sources)) for one in distributions()]
    sums = _sums()
    found = [
        _of_python(one, places, sums)
        for one, places in wheels
        if places and plain(one.name) != OURS
    ]
    left = sources.keys() - ours - _files_of(one for one, _ in wheels)
    debians, rest = _of_debian(sorted(left), sources)
    strange = [one for one in rest if one.startswith("/") and sources[one] != BESIDE]
    if strange:
        raise SystemExit(f"{strange[0]} ships, and belongs to no part.")
    found += [*debians, *_held({one.name for one in found}, shipped)]
    return sorted(found, key=lambda part: part.name)


def ours_need(parts: Sequence[Part]) -> Sequence[str]:
    """Return the parts that the program itself asks for."""
    (us,) = distributions(name=OURS)
    there = {one.name for one in parts}
    return [one for one in _needs(us, extra="kiosk") if one in there]


def _files_of(several: Iterator[Distribution] | Sequence[Distribution]) -> set[str]:
    return {str(one.locate_file(path)) for one in several for path in one.files or ()}


def _here(one: Distribution, sources: Mapping[str, str]) -> Sequence[str]:
    """Return the places of a wheel's files in the program."""
    if plain(one.name) in TOOLS:
        return ["pod"]
    files = _files_of([one])
    return sorted({place for source, place in sources.items() if source in files})


def _of_python(
    one: Distribution, places: Sequence[str], sums: Mapping[str, str]
) -> Part:
    name = plain(one.name)
    files = [(path, Path(str(one.locate_file(path)))) for path in one.files or ()]
    texts = [
        file
        for path, file in files
        if path.name.lower().startswith(LICENCES) and path.suffix != ".py"
    ]
    lists = [file for path, file in files if "sboms" in path.parts]
    return Part(
        name=name,
        version=one.version,
        purl=f"pkg:pypi/{name}@{one.version}",
        licence=TOLD["named"].get(name) or _licence(one),
        places=places,
        texts=texts,
        sha256=sums.get(name, ""),
        needs=_needs(one),
        holds=[it["name"] for it in TOLD["held"] if it["in"] == name],
        lists=[entry for file in lists for entry in _listed(file)],
    )


def _licence(one: Distribution) -> str:
    """Return the licence as its makers name it."""
    told = one.metadata
    said = told.get("License-Expression") or (told.get("License") or "").strip()
    if not said or "\n" in said or len(said) >= A_LINE:
        raise SystemExit(f"{one.name} names no licence: add it to licences.toml.")
    return str(said)


def _needs(one: Distribution, extra: str = "") -> Sequence[str]:
    asked = [Requirement(line) for line in one.requires or ()]
    return sorted(
        {
            plain(need.name)
            for need in asked
            if need.marker is None or need.marker.evaluate({"extra": extra})
        }
    )


def _sums() -> Mapping[str, str]:
    """Return the sum of each wheel, from what pip said when it installed them."""
    report = Path(sys.prefix, "installed.json")
    told = json.loads(report.read_text("utf-8"))["install"] if report.exists() else []
    return {
        plain(one["metadata"]["name"]): one["download_info"]["archive_info"]["hashes"][
            "sha256"
        ]
        for one in told
    }


def _listed(file: Path) -> Iterator[Mapping[str, Any]]:
    """Give what makers say that their wheel holds, without a trace of their machine."""
    for entry in json.loads(file.read_text("utf-8")).get("components", ()):
        name = entry["name"]
        kept = {key: entry[key] for key in KEPT if key in entry}
        kept["purl"] = entry["purl"].partition("?")[0]
        said = kept.get("licenses", [{}])[0].get("expression")
        kept["licence"] = TOLD["named"].get(name) or said
        yield kept


def _of_debian(
    left: Sequence[str], sources: Mapping[str, str]
) -> tuple[Sequence[Part], Sequence[str]]:
    """Return the packages of Debian that these come from, and what comes from none."""
    owners = dict(_owners(left))
    names = sorted(set(owners.values()))
    parts = []
    for name in names:
        places = {sources[file] for file, owner in owners.items() if owner == name}
        if name == LIBRARY:
            places.add(BESIDE)
        parts.append(_a_package(name, sorted(places)))
    return parts, [one for one in left if one not in owners]


def _owners(files: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each file with its package; dpkg may know it by /lib or by /usr/lib."""
    asked = {form: file for file in files for form in (file, f"/usr{file}")}
    words = ["dpkg-query", "-S", *asked]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    for line in done.stdout.splitlines():
        owner, _, file = line.partition(": ")
        if file in asked:
            yield asked[file], owner.partition(":")[0]


def _a_package(name: str, places: Sequence[str]) -> Part:
    words = ["dpkg-query", "-W", "-f", "${Version}\n", name]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    version = done.stdout.splitlines()[0]
    return Part(
        name=name,
        version=version,
        purl=f"pkg:deb/debian/{name}@{version}?arch=amd64",
        licence=TOLD["named"][name],
        places=places,
        texts=[Path("/usr/share/doc", name, "copyright")],
    )


def _held(there: set[str], shipped: Sequence[Shipped]) -> Iterator[Part]:
    """Give what wheels hold of others', each in files that it is known to be in."""
    for one in TOLD["held"]:
        if one["in"] not in there:
            continue
        files = [it for it in shipped if fnmatch(it.place, f"lib/{one['file']}")]
        if not files:
            raise SystemExit(f"{one['name']} is said to be in {one['in']}, and is not.")
        name = one["name"]
        version = VERSIONS[name](files[0].source)
        yield Part(
            name=name,
            version=version,
            purl=f"pkg:generic/{name}@{version}",
            licence=one["licence"],
            places=sorted(it.place for it in files),
        )


def _of_sqlcipher(asked: str) -> str:
    dbapi2 = import_module("sqlcipher3.dbapi2")
    db = dbapi2.connect(":memory:")
    db.execute("PRAGMA key='none'")
    told: str = db.execute(f"PRAGMA {asked}").fetchone()[0]
    return told


def _in_name(file: Path) -> str:
    return re.findall(r"[-.](\d+(?:\.\d+)+)", file.name)[-1]


def _of_icu(file: Path) -> str:
    """Return what its library says of itself, as its file's name has the first half."""
    first = file.name.rpartition(".")[2]
    library = file.with_name(f"libicuuc.so.{first}").read_bytes()
    found = re.search(rb"\0(%s\.\d+)\0" % first.encode(), library)
    return found[1].decode() if found else first


VERSIONS: Mapping[str, Callable[[Path], str]] = {
    "sqlcipher": lambda _: _of_sqlcipher("cipher_version").split()[0],
    "openssl": lambda _: _of_sqlcipher("cipher_provider_version").split()[1],
    "sqlite": lambda _: str(import_module("sqlcipher3.dbapi2").sqlite_version),
    "qtbase": lambda _: str(import_module("PySide6.QtCore").qVersion()),
    "icu": _of_icu,
    "openblas": lambda _: str(
        import_module("numpy").show_config(mode="dicts")["Build Dependencies"]["blas"][
            "version"
        ]
    ),
    "libgfortran": _in_name,
    "libquadmath": _in_name,
    "phosphor-icons": _in_name,
}
