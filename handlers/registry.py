"""From a line to its one reply: find the command, see who asks, run it in one transaction, answer errors in words."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from unicodedata import normalize

from domain.errors import Choice, UserError
from domain.organisations import REFERENCE, Organisation, fold
from domain.permissions import Actor
from handlers.actors import actor_of
from handlers.ask import Ask, Services
from handlers.cards import Button, Card, Note, Problem, Reply, Text
from handlers.form_error import FormError
from handlers.invocation import Invocation
from handlers.texts import day_text, has, say
from handlers.wording import capital
from storage.store import By, RepeatedRequestError, Snapshot, StoreBusyError, Unit

LONGEST_LINE = 3000
"""Characters. Longer than anything people type in a chat command; where they paste, a command may say more."""

Organisations = Callable[[], Iterable[Organisation]]
"""A way to the organisations there are, for the few lines whose command depends on a name in them."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can say.

    name: as people type it, one or two words. key: its id in `help.ftl` (summary, attribute `usage`). aliases: other
    words for it, in any of the languages. writes: it runs in a transaction. open_to_all: also for unknown accounts.
    hands_over: names the command that some words after this one belong to («oppfølging Siva: …» notes a new one), or
    nothing; it is given the words, and a way to the organisations whose names may stand in them. longest: characters
    its line may have. kept: how its words stand in the audit log, where they may hold a secret.
    """

    name: str
    key: str
    run: Callable[[Ask], Card]
    aliases: tuple[str, ...] = ()
    writes: bool = False
    open_to_all: bool = False
    hands_over: Callable[[str, Organisations], str] = lambda _words, _organisations: ""
    longest: int = LONGEST_LINE
    kept: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A command and what was said after it. `length`: how many of the typed words named it."""

    command: Command
    words: str
    length: int = 1


class Registry:
    """All commands, in the order of the help text."""

    def __init__(self, commands: Sequence[Command], welcome: Callable[[Ask], Card]) -> None:
        self.commands = tuple(commands)
        self._welcome = welcome
        self._by_words  # noqa: B018 - two commands of one name are found when the program starts

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], Command]:
        found: dict[tuple[str, ...], Command] = {}
        for command in self.commands:
            for name in (command.name, *command.aliases):
                words = tuple(fold(name).split())
                if found.get(words, command) is not command:
                    raise ValueError(f"two commands are called {name!r}")
                found[words] = command
        return found

    @cached_property
    def _first_words(self) -> dict[str, str]:
        """Folded first word → as it is written."""
        return {
            fold(name.split()[0]): name.split()[0]
            for command in self.commands
            for name in (command.name, *command.aliases)
        }

    @cached_property
    def _families(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """First word → second word → the whole name, for commands of two words."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for words in self._by_words:
            if len(words) == 2:
                found.setdefault(words[0], {})[words[1]] = words
        return found

    def find(self, line: str, organisations: Organisations = lambda: REFERENCE) -> Found:
        """The command a line begins with: the longest name that fits, else an unambiguous prefix of its first word.

        A hyphen and a space are alike («trenger hjelp O-7»). Raises UserError when nothing fits, with the likeliest
        words as choices.
        """
        tokens = line.split() or ["status"]
        found = self._longest(line, tokens)
        if found is None:
            tokens = [self._whole_word(tokens[0]), *tokens[1:]]
            found = self._longest(" ".join(tokens), tokens)
        if found is None:
            raise UserError("common.needs-more", {"word": tokens[0]})
        found = self._second_word(found, tokens)
        while other := found.command.hands_over(found.words, organisations):
            found = replace(found, command=self._by_words[tuple(fold(other).split())])
        return found

    def _longest(self, line: str, tokens: list[str]) -> Found | None:
        for length in (3, 2, 1):
            if len(tokens) >= length:
                command = self._by_words.get(tuple(fold(" ".join(tokens[:length])).split()))
                if command:
                    rest = line.split(maxsplit=length)
                    return Found(command, rest[length].strip() if len(rest) > length else "", length)
        return None

    def _second_word(self, found: Found, tokens: list[str]) -> Found:
        """«møte flyt …»: a second word that is nearly one of the family's is taken up, not read as a name."""
        family = self._families.get(fold(tokens[0]), {}) if len(tokens) > 1 and found.length == 1 else {}
        if not family:
            return found
        second = fold(tokens[1])
        begun = [word for word in family if len(second) >= 3 and word.startswith(second)]
        if len({self._by_words[family[word]] for word in begun}) == 1:
            rest = found.words.split(maxsplit=1)
            return Found(self._by_words[family[begun[0]]], rest[1] if len(rest) > 1 else "")
        near = begun or difflib.get_close_matches(second, family, n=3, cutoff=0.7)
        if near:
            shown = list(dict.fromkeys(self._by_words[family[word]].name for word in near))
            raise UserError(
                "common.did-you-mean",
                {"typed": " ".join(tokens[:2])[:60], "words": " · ".join(shown)},
                span=" ".join(tokens[:2]),
                choices=tuple(Choice(word) for word in shown),
            )
        return found

    def _whole_word(self, typed: str) -> str:
        first = fold(typed)
        longer = [word for word in self._first_words if len(first) >= 2 and word.startswith(first)]
        meant = {self._by_words.get(tuple(word.split())) for word in longer}
        if longer and (len(longer) == 1 or (len(meant) == 1 and None not in meant)):
            return self._first_words[longer[0]]
        near = longer or difflib.get_close_matches(first, self._first_words, n=3, cutoff=0.6)
        shown = list(dict.fromkeys(self._first_words[word] for word in near))[:4]
        raise UserError(
            "common.did-you-mean" if shown else "common.unknown-command",
            {"typed": typed[:60], "words": " · ".join(shown)},
            span=typed,
            choices=tuple(Choice(word) for word in shown),
        )

    def answer(self, invocation: Invocation, services: Services) -> Reply:
        """The one reply to one line. A refused line has changed nothing."""
        invocation = _readable(invocation)
        try:
            found = self._found(invocation.line, _organisations(invocation, services))
        except UserError as error:
            return self._greeting(invocation, services) or refusal(error, invocation, _asker(invocation, services))
        try:
            return (
                self._write(found, invocation, services)
                if found.command.writes
                else self._read(found, invocation, services)
            )
        except UserError as error:
            reply = refusal(error, invocation, _asker(invocation, services))
            greeting = self._greeting(invocation, services) if error.code == "common.not-allowed" else None
            return replace(reply, card=replace(reply.card, buttons=greeting.card.buttons)) if greeting else reply
        except StoreBusyError:
            return refusal(UserError("common.busy"), invocation, _asker(invocation, services))
        except RepeatedRequestError:
            language = _asker(invocation, services).language
            return Reply(Card(title=say(language, "common.repeated"), language=language), repeated=True)

    def _found(self, line: str, organisations: Organisations) -> Found:
        """The command of a line that may be as long as that command lets it be. Raises UserError."""
        try:
            line_said = line.removeprefix("/samhandling").strip()  # typed out where there is no slash command
            found = self.find(line_said, organisations)
        except UserError:
            _check_length(line, LONGEST_LINE)
            raise
        _check_length(line, found.command.longest)
        return found

    def _greeting(self, invocation: Invocation, services: Services) -> Reply | None:
        """The welcome of an account nobody knows yet, whatever it has said; None for everybody else."""
        with services.store.read(invocation.at) as snapshot:
            actor = actor_of(invocation, snapshot.directory, snapshot.today, services.admins)
            if actor.known or actor.administrator:
                return None
            return Reply(self._welcome(Ask(invocation, services, actor, snapshot, "", "")))

    def _read(self, found: Found, invocation: Invocation, services: Services) -> Reply:
        with services.store.read(invocation.at) as snapshot:
            return Reply(self._run(found, invocation, services, snapshot))

    def _write(self, found: Found, invocation: Invocation, services: Services) -> Reply:
        by = By(str(invocation.account), _as_kept(found, invocation), request_id=invocation.request_id)
        with services.store.begin(by, invocation.at) as unit:
            return Reply(self._run(found, invocation, services, unit))

    def _run(self, found: Found, invocation: Invocation, services: Services, reading: Unit | Snapshot) -> Card:
        """Who asks is looked up in the same transaction as all else: a role that has just ended counts no more."""
        actor = actor_of(invocation, reading.directory, reading.today, services.admins)
        if isinstance(reading, Unit):
            reading.by = replace(reading.by, organisation=actor.organisation)
        stranger = not actor.known and not found.command.open_to_all
        run = self._welcome if stranger else found.command.run
        ask = Ask(invocation, services, actor, reading, found.command.name, found.words)
        card = run(ask)
        if isinstance(reading, Unit) and reading.on_behalf_of and reading.messages:
            told = ask.say("common.on-behalf", county=ask.short(reading.on_behalf_of))
            card = replace(card, body=(*card.body, Note(told)))
        return card


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


def _readable(invocation: Invocation) -> Invocation:
    """What was said as text that can be compared and kept: composed letters, nothing unprintable, no edges."""
    fields = {name: _clean(value) for name, value in invocation.fields.items()}
    return replace(invocation, line=_clean(invocation.line), fields=fields)


def _clean(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else " " for char in normalize("NFC", text)).strip()


def _check_length(line: str, most: int) -> None:
    """Raises UserError when nobody can have typed the line."""
    if len(line) > most:
        raise UserError("common.too-long", {"most": most})


def _as_kept(found: Found, invocation: Invocation) -> str:
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
        hint = f"{hint} {' · '.join(choice_label(choice, language) for choice in error.choices)}".strip()
    choices = () if invocation.fields else error.choices
    buttons = tuple(
        Button(choice_label(choice, language), _with_choice(invocation.line, error.span, choice.value))
        for choice in choices
    )
    body = (Text(hint),) if hint else ()
    form = error.form if isinstance(error, FormError) else None
    card = Card(title=problem, body=body, buttons=buttons, form=form, language=language)
    return Reply(card, Problem(error.code, problem, hint, error.field_name))


def _text(language: str, key: str, error: UserError) -> str:
    return say(language, key, **error.params)


def choice_label(choice: Choice, language: str) -> str:
    """A choice in words: its own label, or the date written out."""
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
