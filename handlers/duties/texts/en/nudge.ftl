# Nudges and snoozed reminders.
sent = { $owner } has been reminded of: { $name }
own = You are the owner of this yourselves.
    .hint = Type “done”, “postpone” or “need-help” and the number.
already-today = { $owner } has already been reminded of this today.
    .hint = Try again tomorrow, or call.
nothing-open = { $owner } has nothing open for { $ref } now.
    .hint = Type “meeting show { $ref }” to see what remains.
nothing-to-snooze = There are no reminders to put off: you get none about { $name } now.
    .hint = Type “my” to see what you are reminded of.
snoozed = No reminders to you about { $name } for now
snoozed-until = Next reminder: { $when }. The deadline is the same, and the coordinator and leader are told as usual after the deadline.
form-title = Postpone reminders
form-until = Remind us of this
which = What is it about?
    .hint = Write the number of a follow-up, for example O-12, or a meeting, for example “spring meeting in Agder”.

# The commands: one line each, an example in .usage.
command-nudge = remind somebody of something, at once
    .usage = nudge O-12 · nudge T1.2 · nudge Agder spring
command-snooze = no reminders to us about this before a date
    .usage = snooze O-12 until Friday · snooze T1.2 until 1.2.2027
