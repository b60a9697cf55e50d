"""Bundles that are broken, each in one way: how, with which code, and what is said."""

import hashlib
import io
import json
import stat
import warnings
import zipfile

from pod.bundle.archive import unzipped
from pod.seal import seal, unseal
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    new_keys,
    sealed_bundle,
    zipped,
)

KEYS, STRANGERS = new_keys(), new_keys()
WHOLE = sealed_bundle(KEYS)
FILES = unzipped(unseal(WHOLE.content, [KEYS.study]))
MANIFEST, SIG, PACKAGE = "manifest.json", "manifest.json.sig", "datapackage.json"
PEOPLE, MEASURES = "data/participants.csv", "data/measures.csv"
POINTS, GONE = "data/points.csv", "data/withdrawals.csv"


def sha(content):
    return hashlib.sha256(content).hexdigest()


def signed(content, key=POD_KEY):
    return content, key.sign(content)


def sealed(plain, to=KEYS):
    """Seal any bytes as a pod would that signs them."""
    return signed(seal(plain, to.recipients))


def packed(files, key=POD_KEY):
    """Pack these files, whose manifest is signed anew."""
    files = {**files, SIG: key.sign(files[MANIFEST]).encode()}
    return sealed(zipped(files))


def told(change, key=POD_KEY):
    """Change what the manifest says."""
    manifest = json.loads(FILES[MANIFEST])
    change(manifest)
    return packed({**FILES, MANIFEST: json.dumps(manifest).encode()}, key)


def head(**changed):
    return told(lambda one: one["heading"].update(changed))


def table(path, change, rows=0):
    """Change a table's bytes, described and hashed anew; `rows` more are in it."""
    name = path.removeprefix("data/").removesuffix(".csv")
    content = change(FILES[path])
    package = json.loads(FILES[PACKAGE])
    for one in package["resources"]:
        if one["path"] == path:
            one["bytes"], one["hash"] = len(content), f"sha256:{sha(content)}"
    return repacked(
        {**FILES, path: content, PACKAGE: json.dumps(package).encode()}, rows, name
    )


def repacked(files, rows=0, name="measures"):
    manifest = json.loads(files[MANIFEST])
    inside = [path for path in files if path not in (MANIFEST, SIG)]
    manifest["files"] = {path: sha(files[path]) for path in sorted(inside)}
    manifest["counts"][name] += rows
    return packed({**files, MANIFEST: json.dumps(manifest).encode()})


def described(change):
    package = json.loads(FILES[PACKAGE])
    change(package)
    return repacked({**FILES, PACKAGE: json.dumps(package).encode()})


def archive(write, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for path, content in FILES.items():
            made.writestr(path, content)
        write(made)
    return sealed(out.getvalue())


def link(made):
    info = zipfile.ZipInfo("data/link.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    made.writestr(info, "/etc/passwd")


def encrypted():
    """Set the bit that says a member is encrypted, in both of its headers."""
    plain = bytearray(zipped(FILES))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = plain.find(mark)
        while where >= 0:
            plain[where + at] |= 1
            where = plain.find(mark, where + 4)
    return sealed(bytes(plain))


def flipped(at):
    """Flip one bit of what travels, after it was signed."""
    content = bytearray(WHOLE.content)
    content[at] ^= 1
    return bytes(content), WHOLE.signature


def flipped_inside(path):
    """Flip one bit of a file inside; the pod's own manifest stays."""
    content = bytearray(FILES[path])
    content[len(content) // 2] ^= 1
    return sealed(zipped({**FILES, path: bytes(content)}))


def cut(part):
    """Cut short what travels, signed as it is then."""
    return signed(WHOLE.content[: int(len(WHOLE.content) * part)])


def without(*paths):
    return repacked({path: FILES[path] for path in FILES if path not in paths})


def twice(made):
    with warnings.catch_warnings(action="ignore"):
        made.writestr(PEOPLE, b"x")


def deep():
    package = b'{"$schema":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    return repacked({**FILES, PACKAGE: package})


NOT_MEANT, NOT_ZIP = "meant for others", "not a whole ZIP"
COUNTS, COLUMNS = "does not fit its rows", "not the columns"
DESCRIBED, TABLES = "not described as", "not the tables"
FILES_WRONG, UNKNOWN = "not those of its manifest", "nobody known here signed"
PLAIN, SENSE = "other than plain files", "makes no sense"

BROKEN = {
    "signed by an unknown pod": (lambda: signed(WHOLE.content, OTHER_KEY), 4, UNKNOWN),
    "signature of another file": (
        lambda: (WHOLE.content, POD_KEY.sign(b"x")),
        4,
        UNKNOWN,
    ),
    "signature of nothing": (lambda: (WHOLE.content, ""), 4, "not a signature"),
    "signature cut short": (
        lambda: (WHOLE.content, WHOLE.signature[:80]),
        4,
        "not a signature",
    ),
    "no signature": (lambda: (WHOLE.content, None), 4, "no signature beside"),
    "bit flipped in the header": (lambda: flipped(3), 4, UNKNOWN),
    "bit flipped in a recipient": (lambda: flipped(60), 4, UNKNOWN),
    "bit flipped in the middle": (lambda: flipped(len(WHOLE.content) // 2), 4, UNKNOWN),
    "bit flipped at the end": (lambda: flipped(-1), 4, UNKNOWN),
    "inner manifest by another key": (lambda: packed(FILES, OTHER_KEY), 4, UNKNOWN),
    "inner signature stripped": (
        lambda: sealed(zipped({p: c for p, c in FILES.items() if p != SIG})),
        6,
        SIG,
    ),
    "inner signature of another manifest": (
        lambda: sealed(zipped({**FILES, SIG: POD_KEY.sign(b"x").encode()})),
        4,
        UNKNOWN,
    ),
    "another pod's name": (lambda: head(pod="pod08"), 4, "comes from pod08"),
    "sealed again for this study": (
        lambda: head(recipients=list(STRANGERS.recipients)),
        4,
        NOT_MEANT,
    ),
    "sealed for others alone": (
        lambda: sealed(zipped(FILES), STRANGERS),
        5,
        "No key here",
    ),
    "no age file": (lambda: signed(b"not sealed at all"), 5, "No key here"),
    "empty file": (lambda: signed(b""), 5, "No key here"),
    "cut in its header": (lambda: cut(0.02), 5, "No key here"),
    "cut in the middle": (lambda: cut(0.5), 5, "No key here"),
    "cut before its end": (lambda: signed(WHOLE.content[:-1]), 5, "No key here"),
    "sealed nothing": (lambda: sealed(b""), 6, NOT_ZIP),
    "sealed half a zip": (lambda: sealed(zipped(FILES)[:2000]), 6, NOT_ZIP),
    "another study's": (lambda: head(study="other"), 6, "belongs to the study other"),
    "another policy's": (lambda: head(policy_hash="0" * 64), 6, "another policy"),
    "an older form": (
        lambda: told(lambda m: m.update(schema_version=2)),
        6,
        "an older",
    ),
    "a newer form": (lambda: told(lambda m: m.update(schema_version=99)), 6, "a newer"),
    "no number": (lambda: head(sequence=0), 6, SENSE),
    "a negative number": (lambda: head(sequence=-4), 6, SENSE),
    "a field nobody knows": (lambda: told(lambda m: m.update(more=1)), 6, SENSE),
    "a manifest that is no JSON": (lambda: packed({**FILES, MANIFEST: b"{"}), 6, SENSE),
    "a manifest with NUL bytes": (
        lambda: packed({**FILES, MANIFEST: b"\x00" + FILES[MANIFEST]}),
        6,
        SENSE,
    ),
    "no manifest": (lambda: sealed(zipped({PEOPLE: b"x"})), 6, "has no manifest"),
    "rows where outcomes are due": (
        lambda: told(lambda m: m.update(level="rows")),
        6,
        "It holds rows",
    ),
    "a count too many": (
        lambda: told(lambda m: m["counts"].update(measures=49)),
        6,
        COUNTS,
    ),
    "a count of nothing": (lambda: told(lambda m: m["counts"].clear()), 6, COUNTS),
    "another activity's name": (
        lambda: told(lambda m: m.update(content=["phq9 1"])),
        6,
        COUNTS,
    ),
    "another hash of a table": (
        lambda: told(lambda m: m["files"].update({PEOPLE: "0" * 64})),
        6,
        FILES_WRONG,
    ),
    "bit flipped in a table": (lambda: flipped_inside(MEASURES), 6, FILES_WRONG),
    "bit flipped in the description": (lambda: flipped_inside(PACKAGE), 6, FILES_WRONG),
    "bit flipped in the manifest": (lambda: flipped_inside(MANIFEST), 4, UNKNOWN),
    "bit flipped in the inner signature": (lambda: flipped_inside(SIG), 4, ""),
    "a table missing": (lambda: without(GONE), 6, TABLES),
    "every table missing": (lambda: without(PEOPLE, MEASURES, POINTS, GONE), 6, TABLES),
    "a table too many": (
        lambda: repacked({**FILES, "data/notes.csv": b"note\r\nhe said\r\n"}),
        6,
        TABLES,
    ),
    "no description": (lambda: without(PACKAGE), 6, SENSE),
    "a description of depth": (deep, 6, SENSE),
    "a description of other rules": (
        lambda: described(
            lambda p: p["resources"][0]["schema"]["fields"][0].update(type="any")
        ),
        6,
        DESCRIBED,
    ),
    "a description of another size": (
        lambda: described(lambda p: p["resources"][0].update(bytes=1)),
        6,
        DESCRIBED,
    ),
    "a description of one table less": (
        lambda: described(lambda p: p["resources"].pop()),
        6,
        "does not describe",
    ),
    "a column too many": (
        lambda: table(PEOPLE, lambda c: c.replace(b"\r\n", b",x\r\n")),
        6,
        COLUMNS,
    ),
    "columns in another order": (
        lambda: table(PEOPLE, lambda c: c.replace(b"age_band,sex", b"sex,age_band")),
        6,
        COLUMNS,
    ),
    "no header": (lambda: table(PEOPLE, lambda c: c.split(b"\r\n", 1)[1]), 6, COLUMNS),
    "a table of nothing": (lambda: table(PEOPLE, lambda _: b""), 6, "not CSV"),
    "a byte order mark": (lambda: table(PEOPLE, b"\xef\xbb\xbf".__add__), 6, COLUMNS),
    "bytes that are no UTF-8": (
        lambda: table(MEASURES, lambda c: c.replace(b"ons4", b"on\xff4")),
        6,
        "not CSV",
    ),
    "a quote that never ends": (
        lambda: table(PEOPLE, lambda c: c + b'"code'),
        6,
        "not CSV",
    ),
    "a path that climbs": (
        lambda: archive(lambda z: z.writestr("../../etc/cron.d/x", b"x")),
        6,
        PLAIN,
    ),
    "an absolute path": (
        lambda: archive(lambda z: z.writestr("/etc/passwd", b"x")),
        6,
        PLAIN,
    ),
    "a path of Windows": (
        lambda: archive(lambda z: z.writestr("C:\\x.csv", b"x")),
        6,
        PLAIN,
    ),
    "a link": (lambda: archive(link), 6, PLAIN),
    "a folder": (lambda: archive(lambda z: z.writestr("data/more/", b"")), 6, PLAIN),
    "a zip in it": (
        lambda: archive(lambda z: z.writestr("data/a.zip/b", zipped(FILES))),
        6,
        PLAIN,
    ),
    "packed in an unusual way": (
        lambda: archive(lambda _: None, zipfile.ZIP_LZMA),
        6,
        PLAIN,
    ),
    "an encrypted zip": (encrypted, 6, PLAIN),
    "a bomb by its ratio": (
        lambda: archive(lambda z: z.writestr("data/b.csv", b"0" * 20_000_000)),
        6,
        "far more than it can hold",
    ),
    "a bomb by its members": (
        lambda: archive(
            lambda z: [z.writestr(f"data/n{n}.csv", b"") for n in range(300)]
        ),
        6,
        "far too much",
    ),
    "a member twice": (lambda: archive(twice), 6, "the same file twice"),
}
"""By what is wrong: a way to make it (content and signature), its code, its reason."""


def cell(path, column, text):
    """Return a table's change in which the first row has another cell."""

    def changed(content):
        lines = content.split(b"\r\n")
        at = lines[0].decode().split(",").index(column)
        first = lines[1].split(b",")
        first[at] = text
        return b"\r\n".join([lines[0], b",".join(first), *lines[2:]])

    return lambda: table(path, changed)


ROWS = {
    "a number beyond any": cell(MEASURES, "value", b"1e999"),
    "no number": cell(MEASURES, "value", b"NaN"),
    "an infinite number": cell(MEASURES, "value", b"inf"),
    "a number in sixteens": cell(MEASURES, "timed_touch", b"0x10"),
    "a number after a space": cell(MEASURES, "timed_touch", b" 1"),
    "a negative count": cell(MEASURES, "timed_touch", b"-1"),
    "an impossible value": cell(MEASURES, "point", b"sometime"),
    "a moment of some zone": cell(POINTS, "weeks_since_start", b"2026-03-02T09:00+02"),
    "a moment of another": cell(POINTS, "weeks_since_start", b"2026-03-02T09:00Z"),
    "a NUL byte": cell(PEOPLE, "sex", b"ma\x00le"),
    "no number and no reason": cell(MEASURES, "missing", b""),
    "a person twice": lambda: table(
        PEOPLE, lambda c: c + c.split(b"\r\n")[1] + b"\r\n", rows=1
    ),
}
"""Rows that are wrong by themselves: the others of the bundle are used."""
