"""A decision that is changed: in other words, or none after all."""

from datetime import date

from storage.decisions.decisions import reword_decision, withdraw_decision
from storage.tables import DecisionRow


def test_every_change_of_a_decision_is_a_version_of_its_own() -> None:
    decision = DecisionRow(
        body="agder", year=2027, number=1, meeting_id=1, item_id=1, county="agder", day=date(2027, 4, 15), text="før"
    )
    assert (decision.state, decision.version) == ("recorded", 1)
    reword_decision(decision, "etter")
    assert (decision.state, decision.text, decision.version) == ("recorded", "etter", 2)
    withdraw_decision(decision, "misforstått")
    assert (decision.state, decision.reason, decision.version) == ("withdrawn", "misforstått", 3)
    withdraw_decision(decision)
    assert (decision.reason, decision.text, decision.version) == ("misforstått", "etter", 4)
