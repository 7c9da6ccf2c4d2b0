"""Text in Unicode's own normal forms, in time in proportion to it.

Python sorts the marks over a letter one by one, which takes the square of their number: 20,000 of them a third of a
second, a million half an hour. Nobody writes more than a few; Unicode's stream-safe form allows 30
(https://www.unicode.org/reports/tr15, section 13), and the rest are left out.
"""

import re
from typing import Literal
from unicodedata import combining, normalize

MARKS = 30
"""Marks in a row that are kept."""
_RUN = re.compile(rf"\W{{{MARKS + 1},}}")
"""Where there may be more of them: a mark is no letter, figure or underscore."""


def composed(text: str, form: Literal["NFC", "NFKD"] = "NFC") -> str:
    """The text in this normal form, without the marks that are too many in a row."""
    return text if text.isascii() else normalize(form, _RUN.sub(_thinned, text))


def _thinned(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if combining(char) else 0
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept)
