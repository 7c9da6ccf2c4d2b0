"""Which version's derivation holds: the newer one's, until it has been gone for two days."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.derived.turns import BEGINNING, GONE_AFTER, MOST, Record, VersionTurn, take_turn

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_first_derives_and_then_keeps() -> None:
    turn, kept = take_turn(None, "a", NOON)
    assert turn is VersionTurn.FIRST
    assert take_turn(kept, "a", NOON + HOUR) == (VersionTurn.KEPT, Record("a", NOON + HOUR))


def test_one_that_nobody_has_seen_is_newer() -> None:
    turn, kept = take_turn(Record("a", NOON), "b", NOON)
    assert (turn, kept) == (VersionTurn.ANEW, Record("b", NOON, ("a",)))


def test_an_older_one_leaves_things_as_they_are_while_the_newer_is_there() -> None:
    kept = Record("b", NOON, ("a",))
    assert take_turn(kept, "a", NOON + GONE_AFTER) == (VersionTurn.OLDER, kept)


def test_one_that_was_rolled_back_gives_way() -> None:
    turn, kept = take_turn(Record("b", NOON, ("a",)), "a", NOON + GONE_AFTER + HOUR)
    assert (turn, kept.digest, kept.earlier) == (VersionTurn.ANEW, "a", ("b",))


def test_what_an_older_one_has_derived_meanwhile_is_mended() -> None:
    turn, kept = take_turn(Record("b", NOON, ("a",)).muddle(), "b", NOON + HOUR)
    assert (turn, kept) == (VersionTurn.ANEW, Record("b", NOON + HOUR, ("a",)))


def test_a_bare_digest_is_from_before_there_were_records() -> None:
    assert take_turn(Record.read("5f3a"), "a", NOON) == (VersionTurn.ANEW, Record("a", NOON, ("5f3a",)))


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 60)), min_size=1, max_size=40))
def test_versions_side_by_side_never_take_turns_back_and_forth(starts: list[tuple[str, int]]) -> None:
    now, kept, seen = NOON, None, list[str]()
    for own, hours in starts:
        now += timedelta(hours=hours)
        before = kept
        turn, kept = take_turn(kept, own, now)
        assert Record.read(kept.as_text()) == kept
        if turn is VersionTurn.ANEW and own in seen:
            assert before is not None
            assert now - before.seen_at > GONE_AFTER
        assert (turn is VersionTurn.OLDER) == (kept.digest != own)
        seen.append(own)


def test_no_more_versions_are_remembered_than_can_be_read() -> None:
    kept = None
    for number in range(3 * MOST):
        _, kept = take_turn(kept, str(number), NOON)
    assert kept is not None
    assert len(kept.earlier) == MOST


def test_a_record_begins_with_its_digest() -> None:
    record = Record("b", NOON, ("a",))
    assert record.as_text().startswith(BEGINNING.format("b"))
    assert not record.as_text().startswith(BEGINNING.format("a"))
