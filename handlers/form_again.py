"""A form that was refused, once more: as it was filled in, with what was wrong beside the field it is about.

For front ends that draw a form anew each time. A refusal seldom carries its form, so it is asked for again: the line
is said without fields, in a transaction that is rolled back.
"""

from collections.abc import Mapping
from dataclasses import replace

from handlers import commands
from handlers.cards import Field, Form, Reply
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from storage.unit_of_work.dry_run import rolled_back


def form_again(invocation: Invocation, reply: Reply, services: Services) -> Form | None:
    """The form to show for a refused submission; None: it can't be asked for any more. invocation: what was sent."""
    form = reply.card.form
    if form is None:
        form = _blank(invocation, services)
        if form is None:
            return None
        form = replace(form, fields=tuple(_as_typed(field, invocation.fields) for field in form.fields))
    return marked(form, reply)


def marked(form: Form, reply: Reply) -> Form:
    """The form with the refusal beside its field, or above all of them when it is about none."""
    problem = reply.problem
    if problem is None or any(field.error for field in form.fields):
        return form
    told = f"{problem.problem} {problem.hint}".strip()
    if all(field.name != problem.field_name for field in form.fields):
        return replace(form, intro="\n".join(text for text in (told, form.intro) if text))
    fields = (replace(field, error=told) if field.name == problem.field_name else field for field in form.fields)
    return replace(form, fields=tuple(fields))


def _blank(invocation: Invocation, services: Services) -> Form | None:
    asked = replace(invocation, fields={}, request_id="")
    with rolled_back(services.store) as store:
        return commands.answer(asked, replace(services, store=store)).card.form


def _as_typed(field: Field, typed: Mapping[str, str]) -> Field:
    return replace(field, value=typed.get(field.name, field.value), error="")
