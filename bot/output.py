"""What is printed for people: seen, or said not to have been. Nothing is lost to a closed pipe or a full disk."""

import os
import sys
from contextlib import suppress
from typing import TextIO


class UnseenError(Exception):
    """Standard output can't be written: whoever was to see it hasn't. The message says why."""


def tell(text: str, end: str = "\n") -> None:
    """Print, and return when it is out. Raises UnseenError."""
    try:
        sys.stdout.write(f"{text}{end}")
        sys.stdout.flush()
    except (OSError, ValueError) as error:  # ValueError: closed, or letters that its encoding hasn't
        why = getattr(error, "strerror", None) or type(error).__name__
        _let_go(sys.stdout)
        raise UnseenError(why) from None


def any_letters() -> None:
    """What a stream's encoding hasn't is written as an escape from now on: better than nothing, and than a crash."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # not where it is replaced


def writes_any_letter() -> bool:
    """Whether standard output takes every letter as it is."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").replace("-", "").casefold().startswith("utf")


def _let_go(stream: TextIO) -> None:
    """What still lies in the stream goes nowhere, so that the end of the program doesn't stumble over it."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
