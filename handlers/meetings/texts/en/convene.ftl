# Convening and save-the-date.
already = { $kind ->
    [convening] The notice of { $ref } was sent on { DAY($day) }.
   *[other] The save-the-date for { $ref } was sent on { DAY($day) }.
 } It is not sent again.
    .hint = Type “meeting show { $ref }” to see who has received it.
no-date = { $ref } has no date yet.
    .hint = Type “meeting new { $ref } { DAY($day, form: "short") }” with the date you have chosen.
half-year-over = { $ref } got no date, and its half-year is over.
    .hint = Type “meeting held { $ref } …” if the meeting was held, or “meeting cancel { $ref }”.
too-late = { $ref } is set for { DAY($day, form: "long") }, so it is too late to convene it.
    .hint = Type “meeting move { $ref } …” or “meeting held { $ref } …”.
preview-convening = Send the notice of the { $name }?
preview-save-the-date = Send a save-the-date for the { $name }?
recipients = { $n ->
    [one] One recipient: { $names }.
   *[other] { $n } recipients: { $names }.
 }
without-room = Without a channel in the chat: { $names }. Copy the text into an e-mail.
odd-hour = It is outside ordinary working hours. The message goes at once all the same.
text-heading = The text
sent-convening = Notice sent: { $name }.
sent-save-the-date = Save-the-date sent: { $name }.
sent-to = { $n ->
    [0] No recipients have a channel in the chat yet.
    [one] Sent to one recipient.
   *[other] Sent to { $n } recipients.
 }
next-papers = Next: agenda and papers by { DAY($day, form: "long") }.
text-convening = Notice of the { $name }: { $when }.
text-save-the-date = Save the date: { $name }, { $when }.
text-agenda = Items:
text-as-soon = Answer as soon as possible.
text-signed = { $convener } (the model { $clause })

# The commands: one line each, an example in .usage.
command-save-the-date = send a save-the-date to those invited
    .usage = save-the-date N-2027-V
command-convene = send the notice to those invited
    .usage = convene N-2027-V
