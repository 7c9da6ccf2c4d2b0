"""What an XLSX file makes a reader do, counted before any reader does it.

A file of 1.5 kB can name a row a billion rows down, one of 186 kB unpack to what takes 2 GB of memory. So its parts are
gone through once with the plainest parser there is, which keeps nothing: bytes as they really unpack, elements, depth,
length of each text, row numbers. What stays within these counts the library reads in seconds. See decision 0009.
"""

import io
import zipfile
from xml.parsers import expat

from domain.errors import UserError

LARGEST_UNPACKED = 60_000_000
"""Bytes of all that an XLSX file unpacks to: a list of 5,000 rows takes some five million."""
MOST_PARTS = 1_000
MOST_ELEMENTS = {"sheet": 2_000_000, "strings": 1_000_000, "other": 100_000}
"""Elements in all sheets, in the texts they share, and in all the rest (styles …), of which each costs most memory."""
DEEPEST = 50
LONGEST_TEXT = 32_767
"""Characters of one text: Excel's own limit for a cell."""
LAST_ROW = 1_048_576
"""Number of the last row that Excel has. The library makes an empty one for each that is left out before another."""
_CHUNK = 65_536
_XML = (".xml", ".rels", ".vml")
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
"""Bytes that may stand before the first < in any encoding that is read: marks of order, halves, white space."""


def check_inside(data: bytes) -> None:
    """Raises UserError: the file makes more work than a list does, or isn't what it says. Else whatever the parsers
    raise for a broken one."""
    counts = dict.fromkeys(MOST_ELEMENTS, 0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
            raise _too_much()
        if len({one.filename for one in parts}) < len(parts):
            raise UserError("imports.broken-file")
        unpacked = 0
        for one in parts:
            with archive.open(one) as part:
                chunk = part.read(_CHUNK)
                look = _Part(_kind(one.filename), counts) if _is_xml(one.filename, chunk) else None
                while chunk:
                    unpacked += len(chunk)
                    if unpacked > LARGEST_UNPACKED:
                        raise _too_much()
                    if look is not None:
                        look.feed(chunk)
                    chunk = part.read(_CHUNK)
            if look is not None:
                look.end()


def _is_xml(name: str, begins: bytes) -> bool:
    """Whether a reader could take a part for XML: what is a sheet, the file itself says, whatever its name is."""
    return name.casefold().endswith(_XML) or begins.lstrip(_BEFORE_XML).startswith(b"<")


def _kind(name: str) -> str:
    folded = name.casefold()
    if "worksheet" in folded:
        return "sheet"
    return "strings" if "sharedstrings" in folded else "other"


def _too_much() -> UserError:
    return UserError("imports.too-much-inside")


class _Part:
    """One part of the file, as it goes by."""

    def __init__(self, kind: str, counts: dict[str, int]) -> None:
        self._kind, self._counts = kind, counts
        self._depth = self._text = self._row = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declared

    def feed(self, chunk: bytes) -> None:
        """Some of it."""
        self._parser.Parse(chunk, False)  # noqa: FBT003 - positional only

    def end(self) -> None:
        """That was all."""
        self._parser.Parse(b"", True)  # noqa: FBT003 - positional only

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        self._counts[self._kind] += 1
        self._depth += 1
        self._text = 0
        if self._counts[self._kind] > MOST_ELEMENTS[self._kind] or self._depth > DEEPEST:
            raise _too_much()
        if any(len(value) > LONGEST_TEXT for value in attributes.values()):
            raise _too_much()
        if name.rpartition(":")[2] == "row":
            self._row = self._number(attributes.get("r"))

    def _number(self, said: str | None) -> int:
        number = self._row + 1 if said is None else int(said[:10])
        if not 0 < number <= LAST_ROW:
            raise UserError("imports.broken-file")
        return number

    def _ends(self, _name: str) -> None:
        self._depth -= 1
        self._text = 0

    def _says(self, text: str) -> None:
        self._text += len(text)
        if self._text > LONGEST_TEXT:
            raise _too_much()


def _declared(*_: object) -> None:
    """A document type or an entity: no program that writes sheets declares any."""
    raise UserError("imports.broken-file")
