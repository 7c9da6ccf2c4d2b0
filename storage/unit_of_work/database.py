"""The database as one reading or one transaction sees it."""

from typing import TypeAlias

from sqlmodel import Session

Database: TypeAlias = Session
"""What the storage's functions are given. Whoever isn't of the storage hands it on, and asks it nothing themselves."""
