"""The demo data comes whole or not at all."""

import pytest

from handlers.setup import demo
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store


def test_cut_short_it_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = demo_clock()
    load_reference(store, at)
    with store.read(at) as snapshot:
        before = store.last_audit(snapshot.session)
    whole = demo._approve

    def fails(*_: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(demo, "_approve", fails)
    with pytest.raises(OSError, match="power"):
        demo.load_demo(store, at)
    with store.read(at) as snapshot:
        assert store.last_audit(snapshot.session) == before

    monkeypatch.setattr(demo, "_approve", whole)
    assert demo.load_demo(store, at)
    assert not demo.load_demo(store, at)
