# What Teams itself has to say: long replies in parts, forms, the app's own description.

manifest = Secretary for the Norwegian collaboration model: deadlines and meetings
    .name = Samhandling – secretary for Nasjonal samhandlingsmodell
    .long = Samhandling is the secretary for Nasjonal samhandlingsmodell, the Norwegian national collaboration model. It knows the deadlines of the model and the Norwegian calendar, knows who owes what to whom by when, says so in good time and writes down what was decided. Write “help” in a message to the app, or after mentioning it, to see what it can do.
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
