"""Minutes: the draft with its journal, locked versions, what they noted of a follow-up."""
