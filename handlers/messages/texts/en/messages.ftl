# Messages that go out by themselves.
text-elsewhere = (the text is kept in Samhandling)
late = This message comes later than it should have.
maybe-repeated = Possibly a repetition: it is uncertain whether this message has arrived before.
shortened = This message has been shortened. Type “status” to see how things stand.
digest-title = { $n ->
    [one] Reminder { DAY($day, form: "day") }
   *[other] { $n } reminders { DAY($day, form: "day") }
 }
heading-escalated = To you as coordinator or leader
convening-title = Notice: { $name }
save-the-date-title = Save the date: { $name }
change-notice-title = New date: { $name }
change-notice = { $name } has been moved from { DAY($old, form: "long") } to { DAY($day, form: "long") }. What you have received about the meeting holds for the new date.
called-off-title = Cancelled: { $name }
called-off = { $name } is cancelled.
on-behalf-title = KS has recorded something for you: { $name }
on-behalf = { $what ->
    [dated] On your behalf, KS has set the date of the { $name }.
    [moved] On your behalf, KS has moved the { $name } to { DAY($day, form: "long") }.
    [called-off] On your behalf, KS has cancelled the { $name }.
    [changed] On your behalf, KS has changed the time, place or theme of the { $name }.
    [held] On your behalf, KS has recorded the { $name } as held.
    [convening] On your behalf, KS has sent the notice of the { $name }.
    [save-the-date] On your behalf, KS has sent the save-the-date for the { $name }.
   *[other] On your behalf, KS has recorded something: { $name }.
 }
on-behalf-routine-title = KS has changed a routine for you
on-behalf-routine = KS has changed a deadline on your behalf: { $step }.
new-follow-up-title = New follow-up from { $who }
postponed-title = { $who } has postponed { $name }
moved-forward-title = { $who } has brought the deadline of { $name } forward
lapsed-title = Lapsed: { $name }
help-wanted-title = { $who } needs help with { $name }
not-mine-title = { $who } thinks that { $name } belongs to somebody else
nudge-title = { $who } reminds you of { $name }
said = { $who }: “{ $what }”
role-request-title = Somebody asks for a role in { $organisation }
role-granted-title = You now hold this role in { $organisation }: { $role }
role-granted = Your request has been approved.
account-linked-title = An account in { $chat } is joined to yours
account-linked = { $name } in { $chat } ({ $account }) can do what you can from now on. If it was not you who joined the account, write “roles link remove { $chat }” here.
account-unlinked-title = The { $chat } account is no longer joined to yours
account-unlinked = { $name } in { $chat } ({ $account }) was joined to this account.
account-parted-title = The { $chat } account is no longer joined to this one
account-parted = { $name } in { $chat } ({ $account }) and this account no longer share roles. It was done from { $by }.
account-parted-left = { $n ->
    [0] No other account is joined to this one.
    [one] One account is still joined to this one:
   *[other] { $n } accounts are still joined to this one:
 }
account-rejoined-title = The { $chat } account is joined to yours again
account-rejoined = { $name } in { $chat } ({ $account }) was taken away from this account.
undeliverable-title = A message to { $organisation } did not arrive
undeliverable = { $organisation } has no channel that the bot can write in. The message is sent when a coordinator there types “channel” in the right channel.
undeliverable-message = The chat did not accept the message, not even as plain text. Other messages to { $organisation } go out as before. Whoever runs Samhandling will find the reason in the log.
database-put-back-title = Samhandling continues from a backup
database-put-back = Everything recorded after { $since } is gone. Record it again if it still holds.
database-put-back-said = What may have been said before is not said again. Old buttons no longer work; messages get new ones.
room-lost-title = Samhandling has been removed from a channel: { $organisation }
room-lost = The bot can no longer write in “{ $room }”.
room-lost-left = Messages to { $organisation } go to its other channel.
room-lost-none = { $organisation } now has no channel, and the messages wait. They are sent when a coordinator there types “channel” and the name of the organisation in a channel the bot is part of.
token-refused-title = { $chat } doesn’t let the bot in
token-refused = { $chat } (workspace { $workspace }) doesn’t accept the bot’s token: { $code }. Nobody gets answers or reminders there until whoever runs Samhandling has set a new one and started again. Messages wait until then.
changed-title = { $who } has changed { $name }
finished-title = { $who } has recorded { $name } as done
handed-over-title = { $name } has been passed to { $owner }
details-title = Changed: { $name }
details = Time, place or link has changed for the { $name }. As it stands now:
new-follow-ups-title = { $n ->
    [one] New follow-up from { $who }
   *[other] { $n } new follow-ups from { $who }
 }
papers-title = Agenda for the { $name }
minutes-out-title = Draft minutes for comments: { $name }
minutes-comment-title = { $who } has a comment on the minutes: { $name }
minutes-answered-title = Your comment has been answered: { $name }
minutes-approved-title = Minutes approved: { $name }
minutes-corrected-title = Minutes corrected: { $name }
measure-delayed-title = { $who } has reported on { $name }
measure-reported-title = { $who } has updated { $name }
agreement-in-force-title = { $name }: version { $version } is registered as in force
agreement-own = Measures you own: { $numbers }.
minutes-back-title = Draft minutes taken back: { $name }
measure-postponed-title = { $who } has reported { $name } postponed
measure-cancelled-title = { $who } has reported { $name } cancelled
clock-doubted-title = The machine’s clock seems to be wrong
clock-doubted = The bot sends no reminders until the clock is right. Whoever runs Samhandling can set it, or start again and say that it is right. Nothing is lost: what should have been said comes afterwards.
messages-stuck-title = Messages to { $chat } are waiting
messages-stuck = { $chat } (workspace { $workspace }) does not accept messages from the bot: { $code }. They are sent as soon as the chat accepts them. Whoever runs Samhandling will find more in the log.
