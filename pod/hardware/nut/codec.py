"""Lines of the Network UPS Tools protocol (RFC 9271): one variable asked, one told.

GET VAR <ups> <name> is answered VAR <ups> <name> "<value>" or ERR <CODE>. Within quotes
a backslash stands before a quote and before itself.
"""

import re
from typing import TypeAlias

from pod.values import Value

LONGEST = 512
NAME = r"[A-Za-z0-9_.-]+"
GET = re.compile(rf"GET VAR ({NAME}) ({NAME})")
VAR = re.compile(rf'VAR ({NAME}) ({NAME}) "((?:[^"\\]|\\["\\])*)"')
ERR = re.compile(r"ERR ([A-Z-]+)(?: .*)?")
ESCAPED = re.compile(r'(["\\])')
UNESCAPED = re.compile(r"\\(.)")


class Get(Value, frozen=True):
    """The question for a variable of a power supply."""

    ups: str
    name: str


class Var(Value, frozen=True):
    """A variable as the server has it."""

    ups: str
    name: str
    value: str


class Err(Value, frozen=True):
    """Why the server cannot tell, in its own word."""

    code: str


class Other(Value, frozen=True):
    """A line that means nothing here, or was too long to be read."""


Line: TypeAlias = Get | Var | Err | Other


class Codec:
    """Turns bytes into lines however they are cut up; holds 512 bytes at most."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._too_long = False

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their line."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Line]:
        """Return the lines that these bytes complete."""
        *whole, rest = (bytes(self._held) + untrusted).split(b"\n")
        lines = [self._line(line) for line in whole]
        self._too_long = self._too_long or len(rest) > LONGEST
        self._held = bytearray() if self._too_long else bytearray(rest)
        return lines

    def _line(self, line: bytes) -> Line:
        if self._too_long or len(line) > LONGEST:
            self._too_long = False
            return Other()
        return _read(line.rstrip(b"\r").decode("utf-8", "replace"))


def _read(text: str) -> Line:
    if told := VAR.fullmatch(text):
        ups, name, value = told.groups()
        return Var(ups, name, UNESCAPED.sub(r"\1", value))
    if refused := ERR.fullmatch(text):
        return Err(refused.group(1))
    if asked := GET.fullmatch(text):
        return Get(*asked.groups())
    return Other()


def encode(line: Get | Var | Err) -> bytes:
    """Return a line's bytes; what `feed` reads back as the same line."""
    match line:
        case Get(ups, name):
            text = f"GET VAR {ups} {name}"
        case Var(ups, name, value):
            escaped = ESCAPED.sub(r"\\\1", value)
            text = f'VAR {ups} {name} "{escaped}"'
        case Err(code):
            text = f"ERR {code}"
    return text.encode() + b"\n"
