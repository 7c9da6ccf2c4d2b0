"""The database as one reading or one transaction sees it, by a name that handlers may import."""

from typing import TypeAlias

import sqlmodel

Session: TypeAlias = sqlmodel.Session
"""What the storage's functions are given. Handlers, whom a contract keeps from SQL, hand it on and ask it nothing."""
