"""The way of one line, counted: how many files a reader has to open, and how deep the calls go."""

from tests.benchmarks.way import DEEPEST, MOST_FILES, follow_up
from tests.desk import Desk


def test_the_way_of_a_follow_up_grows_no_longer(desk: Desk) -> None:
    way = follow_up(desk.services)
    assert 10 < len(way.files) <= MOST_FILES, str(way)
    assert 5 < len(way.deepest) <= DEEPEST, str(way)
