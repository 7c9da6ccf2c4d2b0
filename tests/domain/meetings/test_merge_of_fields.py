"""Two people write in the same field, or tick in the same list: what each meant stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.meetings.three_way_merge import Merged, Sides, merge, merge_set, merge_sides

TEXTS = st.sampled_from(["", "old", "mine", "theirs"])
NAMES = ("Agder", "Siva", "KS")
LISTS = st.lists(st.sampled_from(NAMES), unique=True).map(", ".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "value", "conflict"),
    [
        ("old", "old", "old", "old", False),
        ("old", "mine", "old", "mine", False),
        ("old", "old", "theirs", "theirs", False),
        ("old", "same", "same", "same", False),
        ("old", "mine", "theirs", "theirs", True),
        ("old", "", "old", "", False),
        ("old", "", "theirs", "theirs", True),
        ("", "mine", "", "mine", False),
    ],
)
def test_a_field(base: str, mine: str, theirs: str, value: str, *, conflict: bool) -> None:
    assert merge(base, mine, theirs) == Merged(value, conflict=conflict)


def test_a_merged_field_is_at_peace_unless_it_says_otherwise() -> None:
    assert not Merged("x").conflict
    assert (Sides().here, Sides().away) == ((), ())


@given(TEXTS, TEXTS, TEXTS)
def test_only_two_different_new_texts_are_a_conflict(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs).conflict is (len({base, mine, theirs}) == 3)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("", "Agder", "Siva", "Siva, Agder"),
        ("Agder, Siva", "Agder", "Agder, Siva, KS", "Agder, KS"),
        ("Agder, Siva", "Agder, Siva", "Siva", "Siva"),
        ("Agder, Siva", "Siva, KS", "Agder, Siva", "Siva, KS"),
        ("Agder", "Agder, KS", "KS, Agder", "KS, Agder"),
        (" Agder ,, Siva", "Siva", "Agder,Siva ", "Siva"),
    ],
)
def test_a_choice_of_several(base: str, mine: str, theirs: str, expected: str) -> None:
    assert merge_set(base, mine, theirs) == expected


@given(LISTS, LISTS, LISTS)
def test_in_a_choice_of_several_each_name_stands_as_the_one_who_moved_it_left_it(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge_set(base, mine, theirs).split(", ")
    for name in NAMES:
        before, own, others = (name in text.split(", ") for text in (base, mine, theirs))
        assert (name in merged) is (others if own == before else own)
        assert merged.count(name) <= 1


def test_those_who_stood_there_come_first_and_those_who_came_after_them() -> None:
    merged = merge_sides(Sides(("Agder",), ("KS",)), Sides(("Agder", "Siva"), ()), Sides(("Agder",), ("KS",)))
    assert merged.value == Sides(("Agder", "Siva"), ())
    assert merged.clash == ()
