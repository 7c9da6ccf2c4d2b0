"""A form that comes back wrong and must look otherwise than it did: it carries the form to show in its place."""

from collections.abc import Mapping

from domain.errors import UserError
from handlers.cards import Form


class FormError(UserError):
    """As UserError; `form` is what to go on with: the same fields as they were filled in, under a line of its own."""

    __slots__ = ("form",)

    def __init__(self, code: str, params: Mapping[str, object], form: Form, field_name: str = "") -> None:
        super().__init__(code, params, field_name=field_name)
        self.form = form
