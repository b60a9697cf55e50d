"""What goes into a frozen program, and what does not: asked by `program.spec`."""

import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PyInstaller.utils.hooks import (
    collect_data_files,
    collect_submodules,
    copy_metadata,
)

HERE = Path(__file__).parent
PLUGINS, HOOK = "/Qt/plugins/", "pyi_rth_"
PROGRAM = "pod"
DEBIANS = ("/lib/", "/usr/lib/")
NOT_DEBIANS = "python3"
"""A frozen program keeps the very interpreter that it was tried with."""


class Program:
    """One frozen program, as `parts.toml` describes it."""

    def __init__(self, name: str) -> None:
        every = tomllib.loads((HERE / "parts.toml").read_text("utf-8"))
        self._parts = every.get(every[name].get("like"), {}) | every[name]
        self._pod = Path(str(files("pod")))
        self.entry = str(HERE / self._parts["entry"])

    def modules(self) -> Sequence[str]:
        """Return all of ours that the program has: most are loaded by their names."""
        ours = [name for name in self._every_module() if not self._is_left_out(name)]
        return [*ours, *self._needed()]

    def excluded(self) -> Sequence[str]:
        """Return what the program must not have, of ours and of others."""
        ours = [name for name in self._every_module() if self._is_left_out(name)]
        return ours + self._parts["unneeded"]

    def data(self) -> Sequence[tuple[str, str]]:
        """Return the files that are read, not loaded, and where they go."""
        return [
            (str(self._pod / "resources"), "pod/resources"),
            *self._migrations(),
            *copy_metadata("training-pod"),
            *collect_data_files("fontpkg_lexend", includes=["files/*"]),
            *self._icons(),
        ]

    def prune(self, analysis: Any) -> None:  # noqa: ANN401 - PyInstaller's own
        """Take out of an analysis what hooks put in, and nothing here needs."""
        for kind in ("binaries", "datas"):
            kept = [one for one in getattr(analysis, kind) if self._is_kept(*one[:2])]
            setattr(analysis, kind, kept)
        analysis.scripts = [one for one in analysis.scripts if self._begins(one[0])]

    def note(self, analysis: Any, folder: str) -> None:  # noqa: ANN401
        """Write down each part's place and where it came from: `place<TAB>source`.

        The list of parts is made of it. What is Python's lies in the program itself.
        """
        pure = {(PROGRAM, one[1]) for one in analysis.pure if one[1]}
        found = [*analysis.binaries, *analysis.datas]
        files = {(f"lib/{place}", source) for place, source, _ in found}
        lines = sorted(f"{place}\t{source}\n" for place, source in pure | files)
        Path(folder, "sources.txt").write_text("".join(lines), "utf-8")

    def _needed(self) -> Iterator[str]:
        for name in self._parts["needed"]:
            package, all_of_it, _ = name.partition(".*")
            yield from collect_submodules(package) if all_of_it else [name]

    def _migrations(self) -> Sequence[tuple[str, str]]:
        """Alembic loads migrations from their files, where there are stores."""
        if self._is_left_out("pod.storage"):
            return []
        return [(str(self._pod / "storage/migrations"), "pod/storage/migrations")]

    def _icons(self) -> Sequence[tuple[str, str]]:
        if find_spec("qtawesome") is None:
            return []
        return collect_data_files("qtawesome", includes=["fonts/phosphor*"])

    def _begins(self, script: str) -> bool:
        """Tell whether a script runs at the beginning: what is ours, and few others."""
        return not script.startswith(HOOK) or script in self._parts["hooks"]

    def _is_kept(self, path: str, source: str) -> bool:
        _, is_plugin, plugin = path.partition(PLUGINS)
        if is_plugin:
            return plugin in self._parts["plugins"]
        if self._parts["system_libraries"] == "debian" and _is_debians(source):
            return False
        return not _is_one_of(self._parts["thrown_out"], path)

    def _every_module(self) -> Iterator[str]:
        for path in sorted(self._pod.rglob("*.py")):
            parts = path.relative_to(self._pod.parent).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__")

    def _is_left_out(self, name: str) -> bool:
        only, left_out = self._parts.get("only", ["*"]), self._parts["left_out"]
        return _is_one_of(left_out, name) or not _is_one_of(only, name)


def _is_one_of(patterns: Sequence[str], name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _is_debians(source: str) -> bool:
    """Tell whether Debian has a library, and mends it: the package depends on it."""
    return source.startswith(DEBIANS) and NOT_DEBIANS not in source
