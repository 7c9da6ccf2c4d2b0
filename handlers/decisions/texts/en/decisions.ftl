# Decisions.
which = Which decision is it?
    .hint = Type the number, for instance “change decision V-3/26: Siva delivers a sketch by 1 June”.
no-such = There is no decision { $number }.
    .hint = Type “minutes show” to see the decisions of the meeting.
no-text = What has been decided?
    .hint = Type for instance “decision 4/26 Siva delivers a sketch before the summer”.
not-here = { $number } belongs to another item or another meeting.
    .hint = Write a new decision without a number, or correct the decision where it belongs.
stands-already = The same already stands as { $number }.
    .hint = Type “change decision { $number }: …” to change the wording.
withdrawn = { $number } has been withdrawn.
    .hint = Write a new decision, for instance “decision 4/26 Siva delivers a sketch”.
withdraw-reason = Why is { $number } withdrawn?
    .hint = Type for instance “withdraw decision { $number } because it was written twice”.
is-withdrawn = { $number } has been withdrawn: { $reason }
reworded = { $number } has been changed. Before: { $old } Now: { $text }
title = Latest decisions
title-about = Decisions: { $about }
about-words = “{ $words }”
about-own = { $county } and national
about-after = older than { $name }
body-national = National
body-steering = Steering group
count = { $n ->
    [one] One hit.
   *[other] { $n } hits.
 }
over = Over { $most } hits, the newest first.
item = Item { $title }
follow-ups = { $n ->
    [one] one follow-up
   *[other] { $n } follow-ups
 }, { $open ->
    [0] none open
    [one] one open
   *[other] { $open } open
 }
state-approved = Approved
state-recorded = Minutes not yet approved
state-withdrawn = Withdrawn
fact-meeting = Meeting
fact-item = Item
fact-state = Status
fact-reason = Reason
fact-exempt = Exempt from public access
heading-follow-ups = Follow-up
hidden-follow-ups = { $n ->
    [one] One follow-up your organisation has no part in.
   *[other] { $n } follow-ups your organisation has no part in.
 }
whole-word = Only “{ $typed }” and its forms were searched for. Over { $most } other words begin like this.
nothing = No decisions
nothing-about = No decisions: { $about }
none-yet = No decisions have been recorded yet.
no-more = There are no older decisions.
try-words = Try fewer words, or the beginning of one: “decisions kraft” also finds kraftnett.
try-filter = Try without county or year.
what-is-shown = Other counties’ decisions are shown once the minutes are approved.
none-such = Found no decision { $name }.
    .hint = Type “decisions” and a word from it. Other counties’ decisions are shown once the minutes are approved.
which-body = { $name } exists in several places, { $n } in all.
    .hint = Choose below, or say where it is from, for instance “decisions { $first }”.
one-body = A search is for one county at a time, and “{ $typed }” is a second one.
    .hint = Type one of them, or none to search all.
one-year = A search is for one year at a time, and “{ $typed }” is a second one.
    .hint = Type one of them, or none to search all.
too-short = “{ $typed }” is too short to search for.
    .hint = Type words of two letters or more, for instance “decisions kraftnett”.
too-common = “{ $typed }” says too little to search for.
    .hint = Type a word from the decision, for instance “decisions kraftnett”, or just “decisions” for the latest.
too-many = Over { $most } words begin with “{ $typed }”.
    .hint = Type more of the word.

# The commands: one line each, an example in .usage.
command-show = decisions: the latest, a search, or one of them
    .usage = decisions · decisions kraftnett Agder 2026
