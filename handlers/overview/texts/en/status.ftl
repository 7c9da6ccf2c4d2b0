# Status, mine and deadlines.
title-country = The whole country – { DAY($day, form: "long") }
title-county = { $county } – { DAY($day, form: "long") }
counts = { $over } overdue · { $near } within a week · { $rest } later
heading-urgent = Most important now
heading-national = National meetings
heading-meetings = Regional dialogue meetings
heading-overdue = Overdue
heading-soon = Within a week
heading-later = Later
half-spring = Spring { $year }
half-autumn = Autumn { $year }
column-county = County
column-held = Held { $year }
column-open = Open items
column-overdue = Overdue
table-caption = The counties, most overdue first
overdue-since = Overdue since { DAY($day, form: "weekday") }
overdue = { $n ->
    [one] One day overdue
   *[other] { $n } days overdue
 }
do-now = Do this now
word-not-together = not all present
word-missing = Missing
national-missing = The model intends one national meeting each half-year (§ 1).
duty = { $owner } · deadline { DAY($day, form: "long") } · { $clause }
duty-own = Deadline { DAY($day, form: "long") } · { $clause }
more-urgent = { $n ->
    [one] One more is overdue or due within a week. Type “deadlines”.
   *[other] { $n } more are overdue or due within a week. Type “deadlines”.
 }
next = Next: { $what } – { $owner }, { DAY($day, form: "long") }.
not-together = Not together on { DAY($day, form: "short") }: without { $missing }.
held-line = Dialogue meetings held in { $year }: { $count } (at least two, § 2).
no-meetings = No meetings in this half-year or the next.
undeliverable = Not delivered: { $names }. The organisation has no channel that the bot can write in. “channel” binds a channel to it.
not-accepted = Not accepted: { $names }. The chat did not accept the messages. Whoever runs Samhandling will find the reason in the log.
uncertain = Uncertain whether messages have arrived: { $names }. The chat gave no clear answer. They are not sent again by themselves: ask the recipient, or let KS decide it by “uncertain”.
waiting = Waiting: { $names }. The chat is not accepting messages right now. They are sent by themselves once it does.
unknown-part = “{ $typed }” was not found.
    .hint = Type “status” for your own overview, “status national” for the whole country, or “status” and the name of a county.
mine-title = { $n ->
    [0] { $organisation } has nothing open
    [one] { $organisation } has one open item
   *[other] { $organisation } has { $n } open items
 }
nothing-open = Nothing is waiting for you now.
deadlines-title = Deadlines in the next { $n } days, until { DAY($day) }
no-deadlines = No deadlines in the next { $n } days.
deadlines-week-title = Deadlines in week { $week }, { DAY($first) }–{ DAY($last) }
no-deadlines-week = No deadlines in week { $week }.
days-unknown = “{ $typed }” could not be read as a number of days or a week.
    .hint = Type for instance “deadlines 60 days” or “deadlines week 50”, { $most } days ahead at most.
first-title = Welcome. This is the first thing to do
first-ks = Set the date of the national spring meeting { $year } (§ 4.1). Then all the deadlines are worked out, and the counties see what to follow up.
first-county = Set the date of the regional spring meeting { $year } (§ 4.2). Then all the deadlines are worked out.
first-agency = No meetings have a date yet. You will be told when KS or a county convenes one.

# The commands: one line each, an example in .usage.
command-status = overview, the most important first
    .usage = status · status Agder · status national
command-mine = what your organisation is to do
    .usage = my
command-deadlines = the next deadlines
    .usage = deadlines · deadlines week 50 · deadlines 60 days
