# What Teams itself has to say: long replies in parts, forms, the app's own description.

part = Part { $number } of { $total }
    .narrow = Ask for a narrower selection to see the rest.
more = Show more
typed = Write this line to Samhandling:
form = Fill in the form to go on.
    .open = Open the form
    .here = Fill it in here
    .cancel = Cancel
    .date = Write the date the way you usually do, for example “15 April” or “Friday week 17”.
    .empty = This field must be filled in.
    .wrong = To be corrected: { $what }
    .choose = Choose
    .search = Type to search
    .nothing = Not chosen
    .left = These fields had no room here and stay as they are. Write “help” to see the lines that change them.
unexpected = Something went wrong in Samhandling. Try again, and report it with the reference { $reference } if it happens again.
    .title = That did not work
wait = The reply is being prepared and will come here shortly.
sent-directly = The reply has been sent to you directly, since people outside your organisation can read here.
not-directly = The reply is not for everyone who reads here, and I could not write to you directly. Open a chat with Samhandling and type the line there.
cancelled = Cancelled
    .nothing = Nothing has changed.
installed = Samhandling has been added here
    .how = Type @Samhandling and then for example “channel Agder”, and the organisation’s reminders come here. A coordinator or leader in the organisation can do that.
