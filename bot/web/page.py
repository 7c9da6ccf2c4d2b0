"""The whole page: a document with its head, whom one speaks as, and the parts."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.web.html import EMPTY, join, tag
from bot.web.persona import ROLES, Persona
from domain.organisations import Kind, Organisation
from handlers.texts import LANGUAGES, say

_DOCTYPE = Markup("<!doctype html>\n")
_GROUPS = {Kind.KS: "KS", Kind.COUNTY: "web.counties", Kind.AGENCY: "web.agencies"}


def document(reader: Persona, title: str, *content: Markup | None, **data: str | int) -> str:
    """A page of its own in the reader's language. data: what the script is told, as data attributes of the body."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", title),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href="/static/page.css"),
        tag("script", src="/static/page.js", defer=True) if data else None,
    )
    attributes = {f"data_{name}": value for name, value in data.items()}
    return str(_DOCTYPE + tag("html", head, tag("body", *content, **attributes), lang=reader.language))


def page(
    reader: Persona,
    organisations: Sequence[Organisation],
    parts: tuple[Markup, Markup, Markup],
    **data: str | int,
) -> str:
    """The page to try on. organisations: to speak as. parts: conversation, clock, outbox. data: see `document`."""
    conversation, clock, outbox = parts
    return document(
        reader,
        reader.say("web.title", who=reader.name),
        tag("a", reader.say("web.skip"), href="#line", class_="skip"),
        tag(
            "header",
            tag("h1", "Samhandling"),
            tag("p", reader.say("web.what"), class_="what"),
            _speaker(reader, organisations),
            tag("p", reader.say("web.language-hint"), class_="hint") if reader.only_the_frame else None,
        ),
        tag("p", role="status", id="news", class_="visually-hidden"),
        tag("p", role="alert", id="lost", hidden=True),
        tag(
            "noscript",
            tag("p", reader.say("web.no-script"), " ", tag("a", reader.say("web.reload"), href=reader.address())),
        ),
        tag("div", conversation, tag("aside", clock, outbox, aria_label=reader.say("web.aside")), class_="columns"),
        tag("footer", tag("p", reader.say("web.footer"))),
        lost=reader.say("web.lost"),
        restarted=reader.say("web.restarted"),
        reload=reader.say("web.reload"),
        **data,
    )


def single(reader: Persona, title: str, content: Markup = EMPTY) -> str:
    """A page with one thing on it, or only its title, and a way back."""
    back = tag("p", tag("a", reader.say("web.back"), href=reader.address()))
    return document(reader, title, tag("main", tag("h1", title), content, back, class_="one"))


def _speaker(reader: Persona, organisations: Iterable[Organisation]) -> Markup:
    """A plain form whose fields stand in the page's address."""
    groups = []
    listed = list(organisations)
    for kind, key in _GROUPS.items():
        options = [
            tag("option", one.short, value=one.slug, selected=one.slug == reader.organisation.slug)
            for one in listed
            if one.kind is kind
        ]
        label = say(reader.language, key) if "." in key else key
        groups.append(tag("optgroup", options, label=label) if len(options) > 1 else join(options))
    roles = [tag("option", reader.role_name(role), value=role, selected=role == reader.role) for role in ROLES]
    languages = [tag("option", reader.say("web.language-own"), value="")]
    languages += [
        tag("option", reader.say(f"web.language-{one}"), value=one, selected=one == reader.chosen) for one in LANGUAGES
    ]
    return tag(
        "form",
        tag("fieldset", tag("legend", reader.say("web.speak")), *(
            tag("div", tag("label", reader.say(label), for_=name), tag("select", options, id=name, name=name))
            for label, name, options in (
                ("web.organisation", "org", groups), ("web.role", "role", roles), ("web.language", "lang", languages)
            )
        ), tag("button", reader.say("web.change"), type="submit")),
        method="get",
        action="/",
        class_="speaker",
    )  # fmt: skip
