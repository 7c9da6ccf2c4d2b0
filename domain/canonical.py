"""Plain data as bytes that are the same wherever they are made, and the sum of them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Mapping[str, Any]) -> bytes:
    """The content as the bytes that are summed: JSON, keys in order, no white space, UTF-8.

    Raises ValueError for a number that JSON has no form for, TypeError for what is no plain data.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def checksum(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()
