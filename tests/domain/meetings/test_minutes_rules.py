"""What keeps minutes from being approved, the form in which they are locked, and where two versions differ."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical, checksum
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import (
    UNCOMPARED,
    Difference,
    MinutesProgress,
    asks_for_changes,
    differences,
    obstacles,
)
from tests.domain.meetings.test_meetings import meeting

CLEAR = MinutesProgress(change_asked=False, change_answered=False, comments=0, waiting=False)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (CLEAR, []),
        (replace(CLEAR, change_asked=True), ["change"]),
        (replace(CLEAR, change_asked=True, change_answered=True), []),
        (replace(CLEAR, change_answered=True), []),
        (replace(CLEAR, comments=1), ["comments"]),
        (replace(CLEAR, waiting=True), ["waiting"]),
        (replace(CLEAR, unreached=1), ["unreached"]),
        (MinutesProgress(True, False, 2, True, 3), ["change", "comments", "waiting", "unreached"]),  # noqa: FBT003 - all
    ],
)
def test_what_keeps_minutes_from_being_approved(standing: MinutesProgress, expected: list[str]) -> None:
    assert obstacles(standing) == expected


@pytest.mark.parametrize("kind", list(MeetingKind))
@pytest.mark.parametrize("season", list(Season))
def test_only_the_regional_autumn_meeting_s_minutes_say_if_the_agreement_needs_changes(
    kind: MeetingKind, season: Season
) -> None:
    wanted = (kind, season) == (MeetingKind.REGIONAL, Season.AUTUMN)
    assert asks_for_changes(meeting(kind=kind, season=season)) is wanted


def test_what_is_locked_is_summed_over_one_form_of_it() -> None:
    content = {"b": [1, {"ø": "å"}], "a": True}
    assert canonical(content) == '{"a":true,"b":[1,{"ø":"å"}]}'.encode()
    assert checksum(content) == hashlib.sha256(canonical(content)).hexdigest()
    assert checksum({"a": 1, "b": 2}) == checksum({"b": 2, "a": 1}) != checksum({"a": 2, "b": 1})
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"x": float("nan")})


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.booleans(), max_size=5))
def test_the_form_says_all_of_it(content: dict[str, object]) -> None:
    assert json.loads(canonical(content)) == content
    assert differences(content, content) == []


OLD = {
    "title": "Møte",
    "version": 1,
    "partnership": False,
    "present": ["Agder", "Siva"],
    "items": [{"number": "3/26", "text": "før"}, {"number": "4/26", "text": "likt"}],
    "attendance": [{"organisation": "siva", "names": "To"}],
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"title": "Nytt"}, [Difference(("title",), "Møte", "Nytt")]),
        ({"title": ""}, [Difference(("title",), "Møte", "")]),
        ({"title": "x"}, [Difference(("title",), "Møte", "x")]),
        ({"place": ""}, []),
        ({"place": "x"}, [Difference(("place",), "", "x")]),
        ({"place": "Oslo"}, [Difference(("place",), "", "Oslo")]),
        ({"place": None}, []),
        ({"partnership": True}, [Difference(("partnership",), "false", "true")]),
        ({"present": ["Agder", "KS", "Siva"]},
         [Difference(("present", "2"), "Siva", "KS"), Difference(("present", "3"), "", "Siva")]),
        ({"items": [{"number": "4/26", "text": "likt"}]}, [Difference(("items", "3/26", "text"), "før", "")]),
        ({"attendance": [{"organisation": "siva", "names": "Tre"}]},
         [Difference(("attendance", "siva", "names"), "To", "Tre")]),
        ({"attendance": [{"organisation": "ks", "names": "To"}]},
         [Difference(("attendance", "siva", "organisation"), "siva", ""),
          Difference(("attendance", "siva", "names"), "To", ""),
          Difference(("attendance", "ks", "organisation"), "", "ks"),
          Difference(("attendance", "ks", "names"), "", "To")]),
        (dict.fromkeys(("version", "reason", "previous", "approved", "sha256"), "x"), []),
    ],
)  # fmt: skip
def test_where_two_versions_differ(change: dict[str, object], expected: list[Difference]) -> None:
    assert differences(OLD, {**OLD, **change}) == expected
    turned = [Difference(one.path, one.new, one.old) for one in expected]
    assert sorted(differences({**OLD, **change}, OLD), key=str) == sorted(turned, key=str)
    assert {"version", "reason", "previous", "log", "approved", "sha256"} == UNCOMPARED
