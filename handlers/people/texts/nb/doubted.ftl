# Meldinger som det er usikkert om har kommet fram.
title = { $n ->
    [one] Usikkert om én melding har kommet fram
   *[other] Usikkert om { $n } meldinger har kommet fram
 }
why = Chatten kan ikke svare på om de står der. De sendes ikke igjen før KS har bestemt det: da sier de selv at de kan være en gjentakelse. Spør gjerne mottakeren først.
item = Nr. { $number } { $what }
to-room = Til { $organisation }.
to-person = Direkte til én person i { $organisation }.
since = Fra { $day }.
more = { $n ->
    [one] Én til står ikke her, men er med i «usikre send alle».
   *[other] { $n } til står ikke her, men er med i «usikre send alle».
 }
send = { $many ->
    [all] Send alle likevel
   *[one] Send likevel
 }
leave = { $many ->
    [all] La alle ligge
   *[one] La ligge
 }
none = Ingen meldinger er usikre
rest = Resten
sent = { $n ->
    [one] Meldingen sendes
   *[other] { $n } meldinger sendes
 }
sent-what = De sier selv at de kan være en gjentakelse, eller at de kommer sent. Påminnelser fra tidligere dager kommer med de neste.
left = { $n ->
    [one] Meldingen sendes ikke igjen
   *[other] { $n } meldinger sendes ikke igjen
 }
left-what = De regnes som sagt.
all-decided = Det er bestemt hva som skjer med meldingene
decided = De meldingene er ikke usikre, eller det er allerede bestemt hva som skjer med dem.
    .hint = Skriv «usikre» for å se hva som gjenstår.
which = Hvilke meldinger er «{ $typed }»?
    .hint = Skriv numrene, for eksempel «usikre send 12», eller «usikre send alle».

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = se meldinger som kanskje ikke har kommet fram
    .usage = usikre
command-send = send dem likevel
    .usage = usikre send 12 · usikre send alle
command-leave = la dem ligge
    .usage = usikre la 12 · usikre la alle
