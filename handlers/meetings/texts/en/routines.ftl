# Routines: days before and after the meeting.
title = Routines in { $organisation }
changed = The routines in { $organisation } have been changed. The deadlines have been worked out anew
needs = “{ $typed }” could not be understood.
    .hint = Type for instance “routines notice 21”, or “routines notice standard”.
agency = { $organisation } does not convene meetings and has no routines of its own.
    .hint = Type the name of a county, for instance “routines Agder”.
out-of-range = { $days } days can’t be used here.
    .hint = Type a number from { $least } to { $most }.
before = { $n ->
    [one] one day before
   *[other] { $n } days before
 }
after = { $n ->
    [one] one day after the step before
   *[other] { $n } days after the step before
 }
after-meeting = { $n ->
    [one] one day after the meeting
   *[other] { $n } days after the meeting
 }
differs = differs from the standard frame ({ $n })
standard = standard
column-step = Step
column-days = Days
column-note = Note
caption = How many days before or after the meeting each deadline stands
order = { $first } ({ $before } days before) must come earlier than { $then } ({ $after } days before).
    .hint = Write a number that fits, or change the other step first.

# The commands: one line each, an example in .usage.
command-routines = how many days before and after the meeting the deadlines stand
    .usage = routines · routines Agder notice 21
