"""Many ids come in parts, in order, each once."""

from storage.unit_of_work.chunks import chunks


def test_ids_come_in_order_in_parts() -> None:
    assert list(chunks({5, 3, 1, 4, 2}, 2)) == [[1, 2], [3, 4], [5]]
    assert list(chunks([1, 2], 2)) == [[1, 2]]
    assert list(chunks([], 2)) == []
