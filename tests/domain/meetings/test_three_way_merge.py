"""Who was there and who wasn't, as two people say it at once."""

from hypothesis import given
from hypothesis import strategies as st

from domain.meetings.three_way_merge import Sides, merge_sides

NAMES = ("Agder", "Siva", "KS")


@st.composite
def sides(draw: st.DrawFn) -> Sides:
    """Each name present, absent or in neither."""
    placed = {name: draw(st.sampled_from(("here", "away", ""))) for name in NAMES}
    return Sides(*(tuple(name for name in NAMES if placed[name] == side) for side in ("here", "away")))


def places(one: Sides) -> dict[str, str]:
    return {**dict.fromkeys(NAMES, ""), **dict.fromkeys(one.here, "here"), **dict.fromkeys(one.away, "away")}


@given(sides(), sides(), sides())
def test_each_name_stands_where_the_one_who_moved_it_put_it(base: Sides, mine: Sides, theirs: Sides) -> None:
    merged = merge_sides(base, mine, theirs)
    before, own, others, now = places(base), places(mine), places(theirs), places(merged.value)
    for name in NAMES:
        if own[name] == before[name]:
            assert now[name] == others[name]
        elif others[name] in (before[name], own[name]):
            assert now[name] == own[name]
    moved = {name for name in NAMES if own[name] and own[name] != before[name]}
    clash = {name for name in moved if others[name] and others[name] not in (before[name], own[name])}
    assert set(merged.clash) == clash


@given(sides(), sides())
def test_nobody_stands_in_both(base: Sides, theirs: Sides) -> None:
    merged = merge_sides(base, Sides(NAMES, base.away), theirs).value
    assert not set(merged.here) & set(merged.away)
