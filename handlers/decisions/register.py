"""`vedtak`: the register of decisions, searched by words, county and year, ten at a time; or one decision whole."""

from dataclasses import replace

from domain.errors import UserError
from domain.followups import CLOSED, FollowUpState
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState
from domain.organisations import Kind
from domain.permissions import About, Act
from domain.search_words import search_words
from handlers.cards import Block, Button, Card, Facts, Heading, Item, Note, Sign, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, follow_up_name, meeting_name
from handlers.decisions.query import (
    Wish,
    line_of,
    named_whole,
    number_of,
    read_wish,
    the_decision,
    typed_name,
)
from handlers.followups.show import follow_up_item
from handlers.lookup.agenda_items import after_item, item_from, readable_title
from handlers.lookup.agenda_items import number_of as item_number_of
from handlers.lookup.reading import decision_reader, readable_follow_ups
from handlers.texts import day_text
from storage.decisions.search import (
    MOST_FORMS,
    NATIONAL,
    STEERING,
    Mark,
    Term,
    Window,
    bodies,
    decisions_of,
    find,
    of_item,
    terms_of,
)
from storage.followups.followups import of_decisions
from storage.meetings.lists import meetings_numbered
from storage.tables import AgendaItemRow, DecisionRow, FollowUpRow

PAGE = 10
MOST_COUNTED = 100
"""Hits; what is more is «over 100»."""
_LONGEST_SHOWN = 240
"""Characters of a decision's text in a list; the whole stands on its own card."""
_SIGNS = {DecisionState.APPROVED: Sign.DONE, DecisionState.RECORDED: Sign.IDLE, DecisionState.WITHDRAWN: Sign.NONE}


def register(context: CommandContext) -> Card:
    """Search the register: «vedtak kraft Agder 2026»; or one decision: «vedtak Agder V-4/26».

    Raises UserError when a word has too many forms to search for.
    """
    context.require(Act.READ_OVERVIEW, About())
    named = named_whole(context)
    if named:
        return decision_card(context, the_decision(context, named))
    if after_item(context.words, context.directory.organisations.values()) == "":
        return _of_item(context)
    return _list(context, read_wish(context))


def _of_item(context: CommandContext) -> Card:
    """What was decided in one item: «vedtak 4/26»."""
    named = item_from(context, context.words)
    rows = of_item(context.session, named.item.id, decision_reader(context))
    shown: list[tuple[DecisionRow, AgendaItemRow | None]] = [(row, named.item) for row in rows]
    about = context.say("decisions.item", title=_item_title(context, named.item, named.meeting))
    return Card(
        title=context.say("decisions.title-about" if rows else "decisions.nothing-about", about=about),
        body=tuple(_items(context, shown)),
        buttons=(context.button("agenda", f"saksliste {named.meeting.ref}"), context.button("newest", "vedtak")),
        language=context.language,
    )


# -- many --------------------------------------------------------------------------------------------------------------


def _list(context: CommandContext, wish: Wish) -> Card:
    terms = terms_of(context.session, search_words(wish.words))
    for term in terms:
        if term.too_many and not term.forms:
            raise UserError("decisions.too-many", {"typed": term.word.typed, "most": MOST_FORMS}, span=term.word.typed)
    limit = PAGE + 1 if wish.after else MOST_COUNTED + 1
    window = Window(limit, wish.year, _after(context, wish))
    marks = find(
        context.session, [*(term.forms for term in terms), *_bodies(context, wish)], decision_reader(context), window
    )
    if not marks:
        return _nothing(context, wish)
    rows = decisions_of(context.session, [mark.id for mark in marks[:PAGE]])
    shown = [rows[mark.id] for mark in marks[:PAGE]]
    last = shown[-1][0]
    more = [Button(context.say("buttons.more"), line_of(context, wish, last))] if len(marks) > PAGE else []
    return Card(
        title=_title(context, wish),
        body=(*_counted(context, wish, len(marks)), *_items(context, shown), *_notes(context, terms)),
        buttons=(*more, *_wider(context, wish)),
        language=context.language,
    )


def _after(context: CommandContext, wish: Wish) -> Mark | None:
    """Where the page before ended; what has come since makes no difference."""
    if wish.after is None:
        return None
    row = the_decision(context, wish.after)
    return Mark(row.day, row.id)


def _bodies(context: CommandContext, wish: Wish) -> list[tuple[str, ...]]:
    """Whose decisions: those asked for, or without a word of what is wanted, those that concern the asker."""
    if wish.body == NATIONAL or _own_first(context, wish):
        own = [context.actor.organisation] if not wish.body else []
        return [bodies(*own, NATIONAL, STEERING)]
    return [bodies(wish.body)] if wish.body else []


def _own_first(context: CommandContext, wish: Wish) -> bool:
    return context.actor.kind is Kind.COUNTY and not wish.narrowed and not wish.everyone


def _title(context: CommandContext, wish: Wish) -> str:
    about = _about(context, wish)
    return context.say("decisions.title-about", about=about) if about else context.say("decisions.title")


def _about(context: CommandContext, wish: Wish) -> str:
    """«kraft» · Agder · 2026 · eldre enn Agder V-12/26."""
    parts = [
        context.say("decisions.about-words", words=wish.words) if wish.words else "",
        context.say("decisions.about-own", county=context.short(context.actor.organisation))
        if _own_first(context, wish)
        else "",
        _body_name(context, wish.body) if wish.body else "",
        str(wish.year or ""),
    ]
    if wish.after:
        parts.append(context.say("decisions.about-after", name=_name(context, the_decision(context, wish.after))))
    return " · ".join(part for part in parts if part)


def _body_name(context: CommandContext, body: str) -> str:
    return context.say(f"decisions.body-{body}") if body in (NATIONAL, STEERING) else context.short(body)


def _name(context: CommandContext, row: DecisionRow) -> str:
    """«Agder V-4/26», in the asker's language."""
    return f"{_body_name(context, row.body)} {number_of(row)}"


def _counted(context: CommandContext, wish: Wish, found: int) -> list[Block]:
    """How many there are, on the first page of a search."""
    if wish.after or not wish.narrowed:
        return []
    if found > MOST_COUNTED:
        return [Text(context.say("decisions.over", most=MOST_COUNTED))]
    return [Text(context.say("decisions.count", n=found))]


def _items(context: CommandContext, shown: list[tuple[DecisionRow, AgendaItemRow | None]]) -> list[Item]:
    held = _meetings(context, {row.meeting_id for row, _ in shown})
    follow_ups = of_decisions(context.session, [row.id for row, _ in shown])
    return [
        Item(
            _name(context, row),
            "\n".join([_shortened(row.text), _where(context, row, item, held, follow_ups.get(row.id, []))]),
            _SIGNS[row.state],
            context.say(f"decisions.state-{row.state}"),
            (context.button("show", f"vedtak {typed_name(context, row)}"),),
        )
        for row, item in shown
    ]


def _meetings(context: CommandContext, numbers: set[int]) -> dict[int, Meeting]:
    return {one.id: one for one in meetings_numbered(context.session, numbers)}


def _where(
    context: CommandContext,
    row: DecisionRow,
    item: AgendaItemRow | None,
    held: dict[int, Meeting],
    follow_ups: list[FollowUpRow],
) -> str:
    """Item, meeting, day and follow-ups in one line."""
    meeting = held[row.meeting_id]
    parts = [
        context.say("decisions.item", title=_item_title(context, item, meeting)) if item else "",
        capital(meeting_name(context.language, meeting, context.directory)),
        day_text(row.day, context.language),
    ]
    if follow_ups:
        still_open = sum(one.state not in CLOSED for one in follow_ups)
        parts.append(context.say("decisions.follow-ups", n=len(follow_ups), open=still_open))
    return " · ".join(part for part in parts if part)


def _item_title(context: CommandContext, item: AgendaItemRow | None, meeting: Meeting) -> str:
    """«3/26 Kraftsituasjonen», or nothing."""
    return f"{item_number_of(item)} {readable_title(context, item, meeting)}" if item is not None else ""


def _shortened(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _LONGEST_SHOWN else whole[:_LONGEST_SHOWN].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def _notes(context: CommandContext, terms: list[Term]) -> list[Note]:
    """Which words were searched for as they stand only."""
    return [
        Note(context.say("decisions.whole-word", typed=term.word.typed, most=MOST_FORMS))
        for term in terms
        if term.too_many
    ]


def _wider(context: CommandContext, wish: Wish) -> list[Button]:
    """The same with less asked for."""
    if _own_first(context, wish):
        return [context.button("all-counties", "vedtak alle")]
    if wish.body and wish.words:
        return [context.button("all-counties", line_of(context, replace(wish, body="", after=None)))]
    return [context.button("newest", "vedtak")] if wish.narrowed or wish.everyone or wish.after else []


def _nothing(context: CommandContext, wish: Wish) -> Card:
    """No hit: what was searched for, and what to try."""
    if wish.after:
        text = "decisions.no-more"
    elif not wish.narrowed:
        text = "decisions.none-yet"
    else:
        text = "decisions.try-words" if wish.words else "decisions.try-filter"
    fewer = [context.button("all-years", line_of(context, replace(wish, year=None, after=None)))] if wish.year else []
    about = _about(context, wish)
    return Card(
        title=context.say("decisions.nothing-about", about=about) if about else context.say("decisions.nothing"),
        body=(
            Text(context.say(text)),
            *(() if decision_reader(context).everything else (Note(context.say("decisions.what-is-shown")),)),
        ),
        buttons=(*fewer, *_wider(context, wish)),
        language=context.language,
    )


# -- one ---------------------------------------------------------------------------------------------------------------


def decision_card(context: CommandContext, row: DecisionRow) -> Card:
    """One decision whole: text, meeting, item, state, follow-ups with what can be done about them."""
    item = decisions_of(context.session, [row.id])[row.id][1]
    meeting = _meetings(context, {row.meeting_id})[row.meeting_id]
    state = context.say(f"decisions.state-{row.state}")
    meeting_text = f"{capital(meeting_name(context.language, meeting, context.directory))} ({meeting.ref})"
    facts = (
        ("meeting", f"{meeting_text}, {day_text(row.day, context.language, 'long')}"),
        ("item", _item_title(context, item, meeting)),
        ("state", " ".join(part for part in (_SIGNS[row.state].value, capital(state)) if part)),
        ("reason", row.reason),
        ("exempt", item.exempt if item else ""),
    )
    return Card(
        title=_name(context, row),
        body=(
            Text(row.text),
            Facts(tuple((context.say(f"decisions.fact-{name}"), value) for name, value in facts if value)),
            *_follow_ups(context, of_decisions(context.session, [row.id]).get(row.id, [])),
        ),
        buttons=(context.button("show-meeting", f"møte vis {meeting.ref}"), context.button("newest", "vedtak")),
        language=context.language,
    )


def _follow_ups(context: CommandContext, rows: list[FollowUpRow]) -> list[Block]:
    """Those the asker may read, one by one; of others, that they are there."""
    if not rows:
        return []
    known = readable_follow_ups(context, rows)
    shown: list[Block] = [Heading(context.say("decisions.heading-follow-ups"))]
    if hidden := len(rows) - len(known):
        shown.append(Text(context.say("decisions.hidden-follow-ups", n=hidden)))
    return [
        *shown,
        *(_closed_item(context, row) if row.state in CLOSED else follow_up_item(context, row) for row in known),
    ]


def _closed_item(context: CommandContext, row: FollowUpRow) -> Item:
    word = context.say(f"followups.state-{row.state}")
    sign = Sign.DONE if row.state == FollowUpState.DONE else Sign.NONE
    button = context.button("show", f"oppfølging vis O-{row.id}")
    text = context.say("followups.line", owner=context.short(row.owner), day=row.due)
    return Item(follow_up_name(row), text, sign, capital(word), (button,))
