"""From a line to its one reply: find the command, see who asks, run it in one transaction, answer errors in words."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import cache

from domain.calendar import OSLO
from domain.errors import Choice, UserError
from domain.lengths import length, named
from domain.organisations import REFERENCE, Organisation
from domain.permissions import Actor
from handlers.cards import Button, Card, Note, Problem, Reply, Text
from handlers.core.actors import actor_of
from handlers.core.command import LONGEST_LINE, Command, FoundCommand, Organisations
from handlers.core.context import CommandContext, Services
from handlers.core.form_error import FormError
from handlers.core.invocation import Invocation, unaddressed
from handlers.core.wording import capital
from handlers.dispatch.matching import Finder, UnclearLineError
from handlers.texts import day_text, has, say
from handlers.views.parts import AskedPart, asked_part, fillable, in_pieces, part_of, without_part
from storage.unit_of_work.dry_run import rolled_back
from storage.unit_of_work.unit import Origin, RepeatedRequestError, Snapshot, StoreBusyError, UnitOfWork

WAYS_ON = (("status", "status"), ("mine", "mine"), ("deadlines", "frister"), ("help", "hjelp"))
"""Buttons under what wasn't understood at all, and the lines they carry."""
_MOST_LINES = 4
_LONGEST_LABEL = 60
"""Characters of a line that stands on a button."""


class Registry:
    """All commands, in the order of the help text."""

    def __init__(self, commands: Sequence[Command], welcome: Callable[[CommandContext], Card]) -> None:
        self.commands = tuple(commands)
        self._welcome = welcome
        self._finder = Finder(commands)
        self._longest = max(command.longest for command in commands)

    def find(self, line: str, organisations: Organisations = lambda: REFERENCE) -> FoundCommand:
        """The command a line means. Raises UnclearLineError when that isn't certain."""
        return self._finder.find(without_part(unaddressed(line)), organisations)

    def name_in(self, command: Command, language: str) -> str:
        """What a command is called in a language."""
        return self._finder.name_in(command, language)

    def answer(self, invocation: Invocation, services: Services) -> Reply:
        """The one reply to one line. A refused line has changed nothing."""
        part = asked_part(invocation.line)
        if part is not None:
            invocation = replace(invocation, line=part.line)
        try:
            found = self._found(invocation.line, _organisations(invocation, services))
        except UserError as error:
            return self._greeting(invocation, services) or self._not_found(error, invocation, services)
        return replace(self._done(found, invocation, services, part), command=found.command.name)

    def _done(self, found: FoundCommand, invocation: Invocation, services: Services, part: AskedPart | None) -> Reply:
        """What became of a line whose command is known."""
        try:
            if part is None or not found.command.writes:
                return Reply(self._run(found, invocation, services, part))
            with rolled_back(
                services.store
            ) as store:  # what only looks ahead can be read on; what would act, isn't done
                return Reply(self._run(found, invocation, replace(services, store=store), part))
        except UserError as error:
            return self._refused(error, invocation, services)
        except StoreBusyError:
            return refusal(UserError("common.busy"), invocation, _asker(invocation, services))
        except RepeatedRequestError as done:
            return _done_already(done, _asker(invocation, services).language)

    def _not_found(self, error: UserError, invocation: Invocation, services: Services) -> Reply:
        """The reply to a line that is no command's, or not certainly."""
        asker = _asker(invocation, services)
        return self._unclear(error, asker) if isinstance(error, UnclearLineError) else refusal(error, invocation, asker)

    def _refused(self, error: UserError, invocation: Invocation, services: Services) -> Reply:
        """The reply to a line that can't be done; whom nobody knows is told how to become known as well."""
        reply = refusal(error, invocation, _asker(invocation, services))
        greeting = self._greeting(invocation, services) if error.code == "common.not-allowed" else None
        return replace(reply, card=replace(reply.card, buttons=greeting.card.buttons)) if greeting else reply

    def _found(self, line: str, organisations: Organisations) -> FoundCommand:
        """The command of a line that may be as long as that command lets it be. Raises UserError."""
        if len(line) > self._longest:  # of no command: it isn't even looked at
            _check_length(line, LONGEST_LINE)
        try:
            self._finder.check_one_command(line)
            found = self._finder.find(line, organisations)
        except UserError:
            _check_length(line, LONGEST_LINE)
            raise
        _check_length(line, found.command.longest)
        return found

    def _unclear(self, error: UnclearLineError, actor: Actor) -> Reply:
        """A line that may have meant several things, or none: each as a button that carries the rest of the line."""
        language = actor.language
        names = dict.fromkeys(offer.name or self._finder.name_in(offer.command, language) for offer in error.offers)
        lines = error.lines if _few(error.lines) else ()
        lines = (*lines, *(self._finder.line_of(offer, language) for offer in error.offers))
        buttons = tuple(Button(_shortened(line), line) for line in dict.fromkeys(lines))
        if error.code == "common.unknown-command":
            buttons = tuple(Button(say(language, f"buttons.{key}"), line) for key, line in WAYS_ON)
        facts = {**error.params, "words": " · ".join(names)}
        problem, hint = say(language, error.code, **facts), say(language, f"{error.code}.hint", **facts)
        card = Card(title=problem, body=(Text(hint),), buttons=buttons, language=language)
        return Reply(card, Problem(error.code, problem, hint))

    def _greeting(self, invocation: Invocation, services: Services) -> Reply | None:
        """The welcome of an account nobody knows yet, whatever it has said; None for everybody else."""
        with services.store.read(invocation.at) as snapshot:
            actor = actor_of(invocation, snapshot.directory, snapshot.today, services.admins)
            if actor.known or actor.administrator:
                return None
            return Reply(self._welcome(CommandContext(invocation, services, actor, snapshot, None, "")))

    def _run(self, found: FoundCommand, invocation: Invocation, services: Services, part: AskedPart | None) -> Card:
        """What the command's handler answers, its transaction done.

        Who asks is looked up in the same transaction as all else: a role that has just ended counts no more.
        """
        if part is not None and found.command.kept is not None:  # what is tried in vain must count
            raise UserError("common.part-deed")
        with _opened(found, invocation, services) as reading:
            actor = actor_of(invocation, reading.directory, reading.today, services.admins)
            if isinstance(reading, UnitOfWork):
                reading.by = replace(
                    reading.by, organisation=actor.organisation, name=actor.name, through=actor.through
                )
            context = CommandContext(invocation, services, actor, reading, found.command, found.words)
            run = found.command.run if actor.known or found.command.open_to_all else self._welcome
            card = fillable(in_pieces(_with_whom_it_was_for(context, run(context))))
            if isinstance(reading, UnitOfWork) and found.command.kept is None:
                reading.answered_with(card.title)
        if isinstance(reading, UnitOfWork) and reading.changed:
            if part is not None:
                raise UserError("common.part-deed")
            return card  # what a deed has to say can't be asked for again, so it is said at once, however long
        return card if invocation.fields else part_of(card, invocation.line, part)


def _opened(
    found: FoundCommand, invocation: Invocation, services: Services
) -> AbstractContextManager[UnitOfWork] | AbstractContextManager[Snapshot]:
    """A transaction for what writes, else a reading."""
    if not found.command.writes:
        return services.store.read(invocation.at)
    by = Origin(
        str(invocation.account),
        _as_kept(found, invocation),
        request_id=invocation.request_id,
        command=found.command.name,
    )
    return services.store.begin(by, invocation.at)


def _done_already(done: RepeatedRequestError, language: str) -> Reply:
    """What a request that comes again is told: what was done, if that is known, and that it was done once."""
    when = done.at.astimezone(OSLO)
    told = say(language, "common.repeated.once", day=when.date(), at=when.time().replace(microsecond=0))
    title = done.reply or say(language, "common.repeated")
    return Reply(Card(title=title, body=(Note(told),), language=language), repeated=True)


def _with_whom_it_was_for(context: CommandContext, card: Card) -> Card:
    """The card, with a word about the county that KS has acted for and that is told of it."""
    unit = context.reading
    if not (isinstance(unit, UnitOfWork) and unit.on_behalf_of and unit.messages):
        return card
    told = context.say("common.on-behalf", county=context.short(unit.on_behalf_of))
    return replace(card, body=(*card.body, Note(told)))


def _organisations(invocation: Invocation, services: Services) -> Organisations:
    """The organisations as they are now, read once and only when a line asks for them."""

    @cache
    def now() -> tuple[Organisation, ...]:
        with services.store.read(invocation.at) as snapshot:
            return tuple(snapshot.directory.organisations.values())

    return now


def _asker(invocation: Invocation, services: Services) -> Actor:
    with services.store.read(invocation.at) as snapshot:
        return actor_of(invocation, snapshot.directory, snapshot.today, services.admins)


def _few(lines: Sequence[str]) -> bool:
    """Whether pasted lines can stand as buttons, whole."""
    return len(lines) <= _MOST_LINES and all(len(line) <= _LONGEST_LABEL for line in lines)


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"


def _check_length(line: str, most: int) -> None:
    """Raises UserError when nobody can have typed the line. most: characters, as `domain.lengths` counts them."""
    if length(line) > most:
        facts = {"what": named("line"), "most": most, "length": length(line)}
        raise UserError("common.too-long", facts)


def _as_kept(found: FoundCommand, invocation: Invocation) -> str:
    """The line for the audit log, a form's fields behind it; without what the command keeps to itself."""
    if found.command.kept is not None:
        return f"{found.command.name} {found.command.kept(found.words)}".strip()
    fields = "; ".join(f"{name}={value}" for name, value in invocation.fields.items() if value)
    return f"{invocation.line} {{{fields}}}" if fields else invocation.line


def refusal(error: UserError, invocation: Invocation, actor: Actor) -> Reply:
    """A refused line in the reader's words: what was wrong, what to type instead, ways on as buttons."""
    language = actor.language
    problem = capital(_text(language, error.code, error))
    hint = _text(language, f"{error.code}.hint", error) if has(language, f"{error.code}.hint") else ""
    # A form keeps what was typed and names the ways on; a button would carry its line without its other fields.
    if invocation.fields and error.choices:
        choices = " · ".join(choice_label(choice, language) for choice in error.choices)
        hint = f"{hint} {say(language, 'common.suggestions', choices=choices)}".strip()
    buttons = tuple(
        Button(choice_label(choice, language), _with_choice(invocation.line, error.span, choice.value))
        for choice in (() if invocation.fields else error.choices)
    )
    body = (Text(hint),) if hint else ()
    form = error.form if isinstance(error, FormError) else None
    card = in_pieces(Card(title=problem, body=body, buttons=buttons, form=form, language=language))
    return Reply(card, Problem(error.code, problem, hint, error.field_name))


def _text(language: str, key: str, error: UserError) -> str:
    return say(language, key, **error.params)


def choice_label(choice: Choice, language: str) -> str:
    """A choice in words: the name it shows, its own label, or the date written out."""
    if choice.shown:
        return choice.shown
    if choice.label:
        return say(language, choice.label)
    try:
        return day_text(date.fromisoformat(choice.value), language, "long")
    except ValueError:
        return choice.value


def _with_choice(line: str, span: str, value: str) -> str:
    """The line with what was ambiguous replaced: what the button carries."""
    if span and span in line:
        head, _, tail = line.rpartition(span)
        return f"{head}{value}{tail}"
    return f"{line} {value}"
