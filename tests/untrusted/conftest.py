"""A desk to say the worst at, as the conversation tests have it."""

from tests.handlers.conftest import copied_desk, desk, furnished_template, new_desk

__all__ = ["copied_desk", "desk", "furnished_template", "new_desk"]
