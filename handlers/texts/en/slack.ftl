# What Slack itself has to say: faults without a known cause, long replies, forms.

unexpected = Something went wrong in Samhandling. Try again, and report it with the reference { $reference } if it happens again.
    .title = That did not work
wait = The reply is being prepared and will come here shortly.
part = Part { $number } of { $total }
rest = { $count ->
    [one] One more part did not fit in this message.
   *[other] { $count } more parts did not fit in this message.
}
    .button = Show everything of mine
    .narrow = Ask for a narrower selection to see the rest.
form = Fill in the form to go on.
    .open = Open the form
    .late = The form did not open in time. Use the button below.
    .refused = Slack did not accept the form. It can just as well be typed on one line.
    .typed = How to type it
    .close = Cancel
    .date = Write the date the way you usually do, for example “15 April” or “Friday week 17”.
typed = Type this line after /samhandling:
not-installed = Samhandling is not installed in this workspace. Ask an administrator to install the app again.
elsewhere = From here Samhandling cannot be sure who you are.
    .hint = Write to Samhandling in your own workspace in Slack, or try again in a while.
manifest = Secretary for the Norwegian national collaboration model: deadlines, meetings, minutes and follow-up.
    .long = Samhandling is the secretary for Nasjonal samhandlingsmodell, the Norwegian national collaboration model. It knows the deadlines of the model and the Norwegian calendar, knows who owes what to whom by when, says so in good time and writes down what was decided. Type “/samhandling help” to see what it can do.
    .command = Ask the secretary: status, my, deadlines, meeting, minutes, follow-up
    .usage = status | my | deadlines | help
