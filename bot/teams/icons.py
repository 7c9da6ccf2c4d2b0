"""The app's two icons, drawn here: a speech bubble with a check mark, for what was said and is done.

A shape is a distance: how far a point lies outside it, in pixels. The edge is smooth because a pixel that it crosses
is covered in part. The pictures are PNG (https://www.w3.org/TR/png), without anything that changes from day to day.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Shape = Callable[[float, float], float]
Colour = tuple[int, int, int]

GROUND: Colour = (14, 83, 98)
"""The colour behind the bubble, and the app's accent."""
WHITE: Colour = (255, 255, 255)

# In a square of 48 by 48: the bubble (its middle, half its width and height, its rounding), its tail, the check mark.
# Its edges fall between the pixels of the small icon.
_SQUARE = 48
_BUBBLE = (24, 22, 13.5, 10.5, 5)
_TAIL: Sequence[Point] = ((16, 30), (25, 30), (16, 38.5))
_CHECK: Sequence[Point] = ((17.5, 22.5), (22, 26.5), (30.5, 17.5))


def colour_icon(size: int = 192) -> bytes:
    """The icon in colour: a white bubble on the app's colour, which fills the square."""
    scale = size / _SQUARE
    bubble, check = _bubble(scale), _path(_scaled(_CHECK, scale), 3.5 * scale)

    def paint(x: float, y: float) -> tuple[Colour, float]:
        return _mixed(GROUND, WHITE, _covered(bubble(x, y)) * (1 - _covered(check(x, y)))), 1.0

    return _png(size, paint)


def outline_icon(size: int = 32) -> bytes:
    """The icon as an outline, white on nothing: two thirds of the square, for a small one leaves no margin."""
    scale, shift = size / 32, size / 4
    bubble, check, width = _bubble(scale), _path(_scaled(_CHECK, scale), 3 * scale), 3 * scale

    def paint(x: float, y: float) -> tuple[Colour, float]:
        at = (x + shift, y + shift)
        return WHITE, max(_covered(abs(bubble(*at)) - width / 2), _covered(check(*at)))

    return _png(size, paint)


def _bubble(scale: float) -> Shape:
    centre_x, centre_y, half_width, half_height, rounding = (part * scale for part in _BUBBLE)
    tail = _triangle(_scaled(_TAIL, scale))

    def distance(x: float, y: float) -> float:
        over_x = abs(x - centre_x) - half_width + rounding
        over_y = abs(y - centre_y) - half_height + rounding
        box = hypot(max(over_x, 0), max(over_y, 0)) + min(max(over_x, over_y), 0) - rounding
        return min(box, tail(x, y))

    return distance


def _triangle(corners: Sequence[Point]) -> Shape:
    """The inside of three corners that go round clockwise."""
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))

    def distance(x: float, y: float) -> float:
        nearest = min(_to_side(x, y, *side) for side in sides)
        outside = any((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) < 0 for (x1, y1), (x2, y2) in sides)
        return nearest if outside else -nearest

    return distance


def _path(points: Sequence[Point], width: float) -> Shape:
    """A line through the points, with round ends."""
    sides = list(pairwise(points))
    return lambda x, y: min(_to_side(x, y, *side) for side in sides) - width / 2


def _to_side(x: float, y: float, start: Point, end: Point) -> float:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    share = ((x - start[0]) * along_x + (y - start[1]) * along_y) / (along_x**2 + along_y**2)
    share = min(max(share, 0), 1)
    return hypot(x - start[0] - share * along_x, y - start[1] - share * along_y)


def _scaled(points: Sequence[Point], scale: float) -> list[Point]:
    return [(x * scale, y * scale) for x, y in points]


def _covered(distance: float) -> float:
    """How much of a pixel whose middle is so far outside is covered, from 0 to 1."""
    return min(max(0.5 - distance, 0), 1)


def _mixed(below: Colour, above: Colour, share: float) -> Colour:
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(below, above, strict=True))
    return red, green, blue


def _png(size: int, paint: Callable[[float, float], tuple[Colour, float]]) -> bytes:
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # no filter
        for column in range(size):
            colour, alpha = paint(column + 0.5, row + 0.5)
            rows += bytes((*colour, round(alpha * 255)))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)  # eight bits, red, green, blue and alpha
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
