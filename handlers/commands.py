"""Every command, in the order of the help text: name, where it lives, and what else it is called."""

from domain.errors import UserError
from domain.lengths import most
from domain.meetings.steps import BEFORE_MEETING, State
from handlers.agenda import edit as agenda_edit
from handlers.agenda import send as agenda_send
from handlers.agenda import show as agenda
from handlers.agreements import add as agreement_add
from handlers.agreements import edit as agreement_edit
from handlers.agreements import measures
from handlers.agreements import show as agreements
from handlers.agreements import status_sheet as agreement_sheet
from handlers.cards import Reply
from handlers.core.command import (
    LONGEST_LINE,
    Command,
    FollowUpChoices,
    MeetingChoices,
    MinutesStage,
    Topic,
    When,
    Whom,
)
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.decisions import register
from handlers.dispatch.registry import Registry
from handlers.duties import mine, nudge, snooze
from handlers.followups import answers as followup_answers
from handlers.followups import change as followup_change
from handlers.followups import show as followups
from handlers.imports import show as imports
from handlers.lookup import agreements as agreement_names
from handlers.meetings import change as meeting_change
from handlers.meetings import convene, routines
from handlers.meetings import new as meeting_new
from handlers.meetings import show as meetings
from handlers.meetings import steps as meeting_steps
from handlers.minutes import approve as minutes_approve
from handlers.minutes import attendance_lines
from handlers.minutes import compare as minutes_differences
from handlers.minutes import correct as minutes_correct
from handlers.minutes import lines as minutes_lines
from handlers.minutes import paste as minutes_paste
from handlers.minutes import send as minutes_send
from handlers.minutes import show as minutes
from handlers.overview import about, year
from handlers.overview import status as front_door
from handlers.overview.help import first_words, make_help
from handlers.people import accounts, doubted, my_data, role_grants, role_requests, roles, rooms, who_am_i


def _commands() -> tuple[Command, ...]:
    return COMMANDS


COMMANDS: tuple[Command, ...] = (
    Command(
        "status", "status.status", Topic.OVERVIEW, front_door.status, rank=1,
        spoken=("oversikt", "oversyn", "overview"),
    ),
    Command(
        "mine", "status.mine", Topic.OVERVIEW, mine.mine, ("my", "mitt"), rank=2,
        spoken=("oppgaver", "oppgåver", "tasks"),
    ),
    Command(
        "frister", "status.deadlines", Topic.OVERVIEW, front_door.deadlines, ("fristar", "deadlines"), rank=3,
    ),
    Command(
        "årshjul", "year.year", Topic.OVERVIEW, year.year_wheel, ("wheel", "year"),
        spoken=("kalender", "calendar", "møter", "meetings"),
    ),
    Command(
        "møte", "meetings.show", Topic.MEETINGS, meetings.show_meeting, ("møte vis", "meeting", "meeting show"), rank=2,
        offers=MeetingChoices(Whom.PARTIES),
    ),
    Command(
        "møte ny", "meetings.new", Topic.MEETINGS, meeting_new.new_meeting,
        ("møte nytt", "nytt møte", "meeting new", "new meeting"), rank=1, writes=True,
    ),
    Command(
        "møte endre", "meetings.change", Topic.MEETINGS, meeting_change.change_details,
        ("meeting change", "meeting edit"), offers=MeetingChoices(Whom.CONVENERS), writes=True,
    ),
    Command(
        "møte flytt", "meetings.move", Topic.MEETINGS, meetings.move_meeting, ("meeting move", "flytt"),
        offers=MeetingChoices(Whom.CONVENERS, states=BEFORE_MEETING - {State.PLANNED}), writes=True,
    ),
    Command(
        "møte avlys", "meetings.cancel", Topic.MEETINGS, meetings.call_off, ("meeting cancel", "avlys", "cancel"),
        offers=MeetingChoices(Whom.CONVENERS), writes=True,
    ),
    Command(
        "møte holdt", "meetings.held", Topic.MEETINGS, meeting_steps.held,
        ("møte halde", "møte halden", "møte haldt", "meeting held"), offers=MeetingChoices(Whom.CONVENERS, When.DUE),
        writes=True,
    ),
    Command(
        "møte sendt", "meetings.sent", Topic.MEETINGS, meeting_steps.sent, ("meeting sent",),
        offers=MeetingChoices(Whom.CONVENERS), writes=True,
    ),
    Command(
        "datovarsel", "convene.save-the-date", Topic.MEETINGS, convene.save_the_date,
        ("save-the-date", "hold av", "hald av", "send datovarsel", "send save-the-date"), rank=4,
        offers=MeetingChoices(Whom.CONVENERS, states=frozenset({State.DATED})), writes=True,
    ),
    Command(
        "innkall", "convene.convene", Topic.MEETINGS, convene.convene,
        ("kall inn", "innkalling", "send innkalling", "convene", "invite", "send invitations"), rank=3,
        offers=MeetingChoices(Whom.CONVENERS, states=frozenset({State.DATED, State.SAVED})), writes=True,
    ),
    Command(
        "saksliste", "agenda.show", Topic.AGENDA, agenda.agenda, ("saksliste vis", "agenda", "agenda show", "sakliste"),
        rank=1, offers=MeetingChoices(Whom.PARTIES), spoken=("dagsorden",),
    ),
    Command(
        "saksliste ny", "agenda.new", Topic.AGENDA, agenda_edit.new_item,
        ("saksliste legg-til", "ny sak", "agenda add"), rank=2, offers=MeetingChoices(Whom.EDITORS), writes=True,
    ),
    Command(
        "saksliste intern", "agenda.internal", Topic.AGENDA, agenda_edit.internal_item, ("agenda internal",),
        offers=MeetingChoices(Whom.EDITORS), writes=True,
    ),
    Command("saksliste endre", "agenda.change", Topic.AGENDA, agenda_edit.change_item, ("agenda change",), writes=True),
    Command("saksliste flytt", "agenda.move", Topic.AGENDA, agenda_edit.move_item, ("agenda move",), writes=True),
    Command("saksliste fjern", "agenda.remove", Topic.AGENDA, agenda_edit.remove_item, ("agenda remove",), writes=True),
    Command(
        "saksliste unnta", "agenda.exempt", Topic.AGENDA, agenda_edit.exempt_item,
        ("saksliste unntak", "agenda exempt"), writes=True,
    ),
    Command(
        "saksliste send", "agenda.send", Topic.AGENDA, agenda_send.send_agenda,
        ("agenda send", "send saksliste", "send agenda"),
        offers=MeetingChoices(Whom.CONVENERS, states=frozenset({State.CONVENED, State.PAPERS})), writes=True,
    ),
    Command(
        "referat", "minutes.open", Topic.MINUTES, minutes.minutes, ("minutes",), rank=1,
        offers=MeetingChoices(Whom.PARTIES, When.ANY),
    ),
    Command(
        "referat vis", "minutes.show", Topic.MINUTES, minutes.show_minutes, ("minutes show",),
        offers=MeetingChoices(Whom.PARTIES, When.ANY),
    ),
    Command(
        "referat skriv", "minutes.write", Topic.MINUTES, minutes.write_minutes, ("minutes write",),
        offers=MeetingChoices(Whom.EDITORS, When.BEEN), writes=True,
    ),
    Command(
        "til stede", "minutes.present", Topic.MINUTES, attendance_lines.present, ("til stades", "tilstede", "present"),
        offers=MeetingChoices(Whom.EDITORS, When.BEEN), writes=True,
    ),
    Command(
        "forfall", "minutes.absent", Topic.MINUTES, attendance_lines.absent, ("fråfall", "apologies"),
        offers=MeetingChoices(Whom.EDITORS, When.BEEN), writes=True,
    ),
    Command("vedta", "minutes.decide", Topic.MINUTES, minutes_lines.decide, ("decide",), writes=True, many_lines=True),
    Command(
        "endre vedtak", "minutes.reword", Topic.MINUTES, minutes_lines.reword, ("change decision",), writes=True,
        ends_in_text=True,
    ),
    Command(
        "trekk vedtak", "minutes.withdraw", Topic.MINUTES, minutes_lines.withdraw, ("withdraw decision",), writes=True,
        ends_in_text=True,
    ),
    Command(
        "referat tekst", "minutes.text", Topic.MINUTES, minutes_lines.item_text, ("minutes text",), writes=True,
        many_lines=True,
    ),
    Command(
        "referat utfall", "minutes.outcome", Topic.MINUTES, minutes_lines.outcome, ("minutes outcome",), writes=True,
    ),
    Command(
        "referat endre", "minutes.change", Topic.MINUTES, minutes_lines.change, ("minutes change",),
        offers=MeetingChoices(Whom.EDITORS, When.BEEN), writes=True, many_lines=True,
    ),
    Command(
        "referat lim", "minutes.paste", Topic.MINUTES, minutes_paste.paste, ("referat lim inn", "minutes paste"),
        offers=MeetingChoices(Whom.EDITORS, When.BEEN), writes=True, longest=most("minutes:paste") + 100,
        many_lines=True,
    ),
    Command(
        "referat send", "minutes.send", Topic.MINUTES, minutes_send.send_out,
        ("minutes send", "send referat", "send minutes"), rank=2,
        offers=MeetingChoices(Whom.CONVENERS, When.BEEN, minutes=MinutesStage.UNSENT), writes=True,
    ),
    Command(
        "merknad", "minutes.comment", Topic.MINUTES, minutes_send.comment, ("comment",),
        offers=MeetingChoices(Whom.ANSWERERS, When.BEEN, minutes=MinutesStage.OUT), writes=True, many_lines=True,
        delegates_to=lambda words, _organisations: "besvar" if minutes_send.ANSWERS.match(words) else "",
    ),
    Command(
        "besvar", "minutes.answer", Topic.MINUTES, minutes_send.answer_comment, ("svar", "answer"),
        offers=MeetingChoices(Whom.CONVENERS, When.BEEN, minutes=MinutesStage.COMMENTED), writes=True, many_lines=True,
    ),
    Command(
        "godkjenn", "minutes.approve-own", Topic.MINUTES, minutes_approve.approve_own, ("approve",),
        offers=MeetingChoices(Whom.ANSWERERS, When.BEEN, minutes=MinutesStage.UNANSWERED), writes=True,
    ),
    Command(
        "referat godkjenn", "minutes.approve", Topic.MINUTES, minutes_approve.approve_minutes, ("minutes approve",),
        offers=MeetingChoices(Whom.CONVENERS, When.BEEN, minutes=MinutesStage.OUT), writes=True,
    ),
    Command(
        "referat rett", "minutes.correct", Topic.MINUTES, minutes_correct.correct, ("minutes correct",),
        offers=MeetingChoices(Whom.CONVENERS, When.BEEN, minutes=MinutesStage.APPROVED), writes=True, ends_in_text=True,
    ),
    Command(
        "referat forskjell", "minutes.compare", Topic.MINUTES, minutes_differences.compare, ("minutes compare",),
        offers=MeetingChoices(Whom.PARTIES, When.ANY, minutes=MinutesStage.CORRECTED),
    ),
    Command(
        "vedtak", "decisions.show", Topic.MINUTES, register.register, ("decisions", "decision"), rank=3,
        delegates_to=minutes_lines.deed_of, many_lines=True,
    ),
    Command(
        "oppfølging", "followups.show", Topic.FOLLOW_UPS, followups.show_follow_up,
        ("oppfølging vis", "oppfølgingspunkt", "follow-up", "follow-up show", "followup", "followup show", "action",
         "action show"), rank=4,
        delegates_to=lambda words, _organisations: "oppfølging ny" if followups.is_new(words) else "",
    ),
    Command(
        "oppfølging ny", "followups.new", Topic.FOLLOW_UPS, followups.new_follow_up,
        ("oppfølging nytt", "ny oppfølging", "nytt oppfølgingspunkt", "follow-up new", "new follow-up",
         "followup new", "action new"), rank=1, writes=True, ends_in_text=True,
    ),
    Command(
        "noter", "minutes.note", Topic.FOLLOW_UPS, minutes_lines.note_under, ("note",), writes=True, ends_in_text=True,
    ),
    Command(
        "oppfølging endre", "followups.change", Topic.FOLLOW_UPS, followup_change.change_follow_up,
        ("follow-up change", "follow-up edit", "followup change", "followup edit", "action edit"),
        offers=FollowUpChoices.GIVEN, writes=True, ends_in_text=True,
    ),
    Command(
        "oppfølging bortfall", "followups.lapse", Topic.FOLLOW_UPS, followups.lapse,
        ("bortfall", "follow-up lapse", "followup lapse", "lapse"), offers=FollowUpChoices.GIVEN, writes=True,
        ends_in_text=True,
    ),
    Command(
        "ferdig", "followups.done", Topic.FOLLOW_UPS, followup_answers.done, ("done", "utført"), rank=2,
        offers=FollowUpChoices.OWN, writes=True, ends_in_text=True,
    ),
    Command(
        "tar-den", "followups.accept", Topic.FOLLOW_UPS, followup_answers.accept,
        ("tek-den", "bekreft", "stadfest", "accept"), rank=5, offers=FollowUpChoices.OWN, writes=True,
    ),
    Command(
        "utsett", "followups.postpone", Topic.FOLLOW_UPS, followup_answers.postpone, ("utset", "postpone"), rank=3,
        offers=FollowUpChoices.OWN, writes=True, ends_in_text=True,
    ),
    Command(
        "trenger-hjelp", "followups.help-wanted", Topic.FOLLOW_UPS, followup_answers.want_help,
        ("treng-hjelp", "need-help"), rank=6, offers=FollowUpChoices.OWED, writes=True, ends_in_text=True,
    ),
    Command(
        "ikke-min", "followups.not-mine", Topic.FOLLOW_UPS, followup_answers.not_mine, ("ikkje-min", "not-mine"),
        rank=7, offers=FollowUpChoices.OWN, writes=True, ends_in_text=True,
    ),
    Command(
        "avtale", "agreements.show", Topic.AGREEMENT, agreements.show_agreement,
        ("avtale vis", "agreement", "agreement show"), rank=1,
        delegates_to=lambda words, _organisations: agreement_names.delegates_to(words),
    ),
    Command(
        "avtale ny", "agreements.new", Topic.AGREEMENT, agreements.new_agreement,
        ("ny avtale", "agreement new", "new agreement"), writes=True,
    ),
    Command("avtale mål", "agreements.goal", Topic.AGREEMENT, agreement_add.add_goal, ("agreement goal",), writes=True),
    Command(
        "avtale tiltak", "agreements.measure", Topic.AGREEMENT, agreement_add.add_measure, ("agreement measure",),
        writes=True,
    ),
    Command(
        "avtale endre", "agreements.change", Topic.AGREEMENT, agreement_edit.change,
        ("agreement change", "agreement edit"), writes=True,
    ),
    Command(
        "avtale fjern", "agreements.remove", Topic.AGREEMENT, agreement_edit.remove, ("agreement remove",), writes=True,
    ),
    Command(
        "avtale status", "agreements.status", Topic.AGREEMENT, agreements.change_state, ("agreement status",),
        writes=True,
    ),
    Command(
        "avtale statusark", "agreements.sheet", Topic.AGREEMENT, agreement_sheet.status_sheet, ("agreement sheet",),
    ),
    Command(
        "tiltak", "measures.show", Topic.AGREEMENT, measures.show_measure, ("tiltak vis", "measure", "measure show"),
        rank=3, delegates_to=lambda words, _organisations: measures.delegates_to(words),
    ),
    Command(
        "tiltak oppdater", "measures.report", Topic.AGREEMENT, measures.report,
        ("tiltak rapporter", "measure update", "measure report"), rank=2, writes=True,
    ),
    Command(
        "purr", "nudge.nudge", Topic.FOLLOW_UPS, nudge.nudge, ("nudge",), offers=FollowUpChoices.GIVEN, writes=True,
    ),
    Command(
        "slumre", "nudge.snooze", Topic.FOLLOW_UPS, snooze.snooze_duty, ("snooze", "utsett-varsel", "utset-varsel"),
        offers=FollowUpChoices.OWN, writes=True,
    ),
    Command("import", "imports.show", Topic.FOLLOW_UPS, imports.show_imports),
    Command(
        "import angre", "imports.undo", Topic.FOLLOW_UPS, imports.undo_import, ("import undo", "angre import"),
        writes=True,
    ),
    Command("roller", "roles.show", Topic.ROLES, roles.show_roles, ("roles", "rolle"), rank=1, open_to_all=True),
    Command(
        "roller be-om", "roles.ask", Topic.ROLES, role_requests.ask_for_role,
        ("rolle be-om", "roles ask", "roles request"),
        writes=True, open_to_all=True,
    ),
    Command(
        "roller godkjenn", "roles.approve", Topic.ROLES, role_requests.approve, ("rolle godkjenn", "roles approve"),
        writes=True, open_to_all=True,
    ),
    Command(
        "roller avslå", "roles.decline", Topic.ROLES, role_requests.decline, ("rolle avslå", "roles decline"),
        writes=True, open_to_all=True,
    ),
    Command(
        "roller gi", "roles.grant", Topic.ROLES, role_grants.grant, ("rolle gi", "roles grant"), writes=True,
        open_to_all=True,
    ),
    Command(
        "roller avslutt", "roles.end", Topic.ROLES, role_grants.end_role, ("rolle avslutt", "roles end"), writes=True,
        open_to_all=True,
    ),
    Command(
        "roller koble", "accounts.link", Topic.ROLES, accounts.link,
        ("rolle koble", "roller kople", "rolle kople", "roles link"), writes=True, open_to_all=True, kept=accounts.kept,
    ),
    Command(
        "kanal", "rooms.channel", Topic.ROLES, rooms.channel, ("channel",), writes=True, open_to_all=True,
        suits=rooms.may_be_a_channel,
    ),
    Command("usikre", "doubted.show", Topic.ROLES, doubted.show_doubted, ("uncertain",), open_to_all=True),
    Command(
        "usikre send", "doubted.send", Topic.ROLES, doubted.send_doubted, ("uncertain send",), writes=True,
        open_to_all=True,
    ),
    Command(
        "usikre la", "doubted.leave", Topic.ROLES, doubted.leave_doubted, ("usikre lat", "uncertain leave"),
        writes=True, open_to_all=True,
    ),
    Command("rutiner", "routines.routines", Topic.MEETINGS, routines.routines, ("rutinar", "routines"), writes=True),
    Command(
        "hvem-er-jeg", "about.who-am-i", Topic.ROLES, who_am_i.who_am_i, ("kven-er-eg", "who-am-i", "whoami"), rank=2,
        spoken=("hvem jeg", "kven eg"), open_to_all=True,
    ),
    Command(
        "mine data", "data.my-data", Topic.ROLES, my_data.my_data,
        ("mine opplysninger", "mine opplysningar", "my data"), open_to_all=True,
    ),
    Command("språk", "rooms.language", Topic.ROLES, rooms.language, ("language",), writes=True),
    Command("om", "about.about", Topic.OVERVIEW, about.about_the_model, ("om modellen", "about"), open_to_all=True),
    Command(
        "hei", "help.first-words", Topic.ROLES, first_words,
        spoken=("hallo", "heisann", "god morgen", "god morgon", "god dag", "takk", "hello", "hi", "good morning",
         "thanks", "thank you"), greets=True,
    ),
    Command("hjelp", "help.help", Topic.ROLES, make_help(_commands), ("help",), open_to_all=True),
)  # fmt: skip

REGISTRY = Registry(COMMANDS, who_am_i.welcome)


def answer(invocation: Invocation, services: Services) -> Reply:
    """The one reply to one line: what every front end calls."""
    return REGISTRY.answer(invocation, services)


def only_reads(line: str) -> bool:
    """Whether a line's command changes nothing, so that it can be said again; of one that names none, it is true."""
    if len(line) > LONGEST_LINE:  # it says nothing, or brings a text
        return False
    try:
        return not REGISTRY.find(line).command.writes
    except UserError:
        return True
