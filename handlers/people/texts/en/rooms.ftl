# Channels and language.
direct = A direct message can’t be the organisation’s channel.
    .hint = Type “channel” and the organisation’s name in the channel concerned.
bound = This channel now belongs to { $organisation }
bound-what = Reminders, notices and messages to the organisation come here.
takes-over = Until now they came to a channel in { $chat }. The channel that was bound last counts.
other-counts = Messages to { $organisation } come to another channel, in { $chat }. “channel { $organisation }” makes them come here.
none-counts = Messages can't be delivered here. Write “channel” and the name of the organisation in a channel that the bot is a member of.
waiting = { $n ->
    [one] One message that could not be delivered is sent in the next sending hours.
   *[other] { $n } messages that could not be delivered are sent in the next sending hours.
 }
nobodys = This channel does not belong to any organisation yet
nobodys-hint = Type “channel” and the organisation’s name, for instance “channel Agder”.
whose = This channel belongs to { $organisation }
language = Language
language-nb = Bokmål
language-nn = Nynorsk
language-en = English
shown = Shown here
shown-what = { $sparse ->
    [yes] titles, numbers and dates only
   *[no] texts, too
 }
sparse-set = { $sparse ->
    [yes] This channel now shows titles, numbers and dates only
   *[no] This channel now shows texts, too
 }
sparse-what = { $sparse ->
    [yes] Texts that somebody has written are not shown in the channel, nor in messages that stand here. Whoever asks gets the answer privately. “channel normal” shows the texts again.
   *[no] Messages are shown with their texts, those that stand here, too. “channel sparse” shows titles, numbers and dates only.
 }
free-preview = Should this channel no longer belong to { $organisation }?
free-preview-what = Reminders, notices and messages to the organisation will then no longer come here.
freed = This channel no longer belongs to { $organisation }
freed-what = Reminders no longer come here.
not-bound = This channel does not belong to any organisation.
    .hint = Type “channel” and the organisation’s name to bind it to one.
language-unknown = There is no language “{ $typed }” here.
    .hint = Type “language nb”, “language nn” or “language en”.
language-missing = Which language?
    .hint = Type “language nb”, “language nn” or “language en”.
language-set-room = Messages here are now written in { $language }
language-set-organisation = { $organisation } now gets replies in { $language }
not-had = That channel has not been { $organisation }’s.
    .hint = Type “channel { $organisation }” in the channel concerned.

# The commands: one line each, an example in .usage.
command-channel = make this channel an organisation’s
    .usage = channel Agder · channel none · channel sparse
command-language = choose the language
    .usage = language en
