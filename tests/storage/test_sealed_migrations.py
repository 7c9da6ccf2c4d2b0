"""A migration that has landed is never edited: installations have run it as it was."""

from storage.migrate import sealed, sums


def test_each_migration_is_as_it_was_sealed() -> None:
    now, kept = sums(), sealed()
    assert len(kept) >= 8
    changed = [name for name, one in kept.items() if now.get(name) != one]
    assert not changed, "these have landed; what is to be different goes into the next one"
    assert not now.keys() - kept.keys(), "run: python -m storage.migrate seal"
