# Messages that stand in the chat and are drawn anew when something has changed.
digest-some = { $left } of { $n } left of the reminders of { DAY($day, form: "day") }
digest-none = { $n ->
    [one] Reminder of { DAY($day, form: "day") }: nothing left
   *[other] { $n } reminders of { DAY($day, form: "day") }: nothing left
 }
done = Done
follow-up-done = { $owner }, done { DAY($day, form: "long") }
follow-up-lapsed = { $owner }, lapsed { DAY($day, form: "long") }
step-done = { $owner } · recorded { DAY($day, form: "long") }
lapsed = Lapsed
moved = Moved to { $owner }
gone = No longer there
something = An item
not-asked = No longer relevant
measure-out = No longer part of the agreement
meeting-off = The meeting has been called off
called-off = { $name } has been called off.
called-on = { $name } was called off, and has been given a new date: { DAY($day, form: "long") }.
has-been = { $name } was on { DAY($day, form: "long") }.
registered = Recorded { DAY($day, form: "long") }
newer-version = Version { $version } is recorded as in force now.
newer-draft = A newer draft has been sent out for comments.
own-approval = Your approval
given = Recorded
comment-settled = The comment has been settled.
granted = Approved
declined = Declined
role-request-title = Request for a role in { $organisation }
room-again-title = { $organisation } has a channel again
room-again = What did not arrive is sent there.
gone-title = This message no longer applies
gone-text = What it was about is no longer there.
not-here-title = This message no longer belongs here
not-here = It was for { $organisation }, and the channel is no longer theirs.
not-yours-title = This message is no longer for you
not-yours = It was about the role of { $role } in { $organisation }, which you no longer hold.
