"""A store that is closed leaves no connection open, not even one that a thread brings back afterwards."""

from sqlalchemy import text

from storage.unit_of_work.engines import ONE
from storage.unit_of_work.store import Store


def test_what_comes_back_late_is_closed(store: Store) -> None:
    for one in (store.beside(ONE), store):
        if one.in_memory:
            continue
        connection = one.reader.connect()
        connection.execute(text("SELECT 1"))
        driver = connection.connection.driver_connection
        assert driver is not None
        store.close()
        connection.close()
        assert not _answers(driver)


def _answers(driver: object) -> bool:
    try:
        driver.execute("SELECT 1")  # type: ignore[attr-defined] # either database's own
    except Exception:  # noqa: BLE001 - each has its own word for it
        return False
    return True
