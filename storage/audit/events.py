"""What entries tell that changes no row of its own, as far as the log itself listens for it: the word under `what`."""

from domain.proofs import MINUTES

BEGINS = "chain-begins"
"""The chain was begun over what was there; behind it stands where log and record differed then."""
MIGRATED = "migrated"
"""A new version has changed tables; behind it stands what that did to the record."""
LOCKED = MINUTES.event
"""Minutes were locked: `minutes`, `version`, `sha256`."""
FORGOT = "forgotten"
"""People have been forgotten: `parts`, [entry, part] each, are gone from the log."""
