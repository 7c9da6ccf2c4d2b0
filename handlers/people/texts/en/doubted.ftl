# Messages of which it is uncertain whether they arrived.
title = { $n ->
    [one] It is uncertain whether one message arrived
   *[other] It is uncertain whether { $n } messages arrived
 }
why = The chat cannot tell whether they stand there. They are not sent again before KS has decided it: then they say themselves that they may be a repetition. You may want to ask the recipient first.
item = No. { $number } { $what }
to-room = To { $organisation }.
to-person = Directly to one person in { $organisation }.
since = From { $day }.
more = { $n ->
    [one] One more is not shown here, but included in “uncertain send all”.
   *[other] { $n } more are not shown here, but included in “uncertain send all”.
 }
send = { $many ->
    [all] Send all anyway
   *[one] Send anyway
 }
leave = { $many ->
    [all] Let all be
   *[one] Let it be
 }
none = No messages are uncertain
rest = The rest
sent = { $n ->
    [one] The message is being sent
   *[other] { $n } messages are being sent
 }
sent-what = They say themselves that they may be a repetition, or that they are late. Reminders of earlier days come with the next ones.
left = { $n ->
    [one] The message will not be sent again
   *[other] { $n } messages will not be sent again
 }
left-what = They count as said.
all-decided = It has been decided what becomes of the messages
decided = Those messages are not uncertain, or it has been decided already what becomes of them.
    .hint = Type “uncertain” to see what is left.
which = Which messages are “{ $typed }”?
    .hint = Type their numbers, for example “uncertain send 12”, or “uncertain send all”.

# The commands: one line each, an example in .usage.
command-show = see messages that may not have arrived
    .usage = uncertain
command-send = send them anyway
    .usage = uncertain send 12 · uncertain send all
command-leave = let them be
    .usage = uncertain leave 12 · uncertain leave all
