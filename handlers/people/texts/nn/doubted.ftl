# Meldingar som det er usikkert om har kome fram.
title = { $n ->
    [one] Usikkert om éi melding har kome fram
   *[other] Usikkert om { $n } meldingar har kome fram
 }
why = Chatten kan ikkje svare på om dei står der. Dei blir ikkje sende igjen før KS har bestemt det: då seier dei sjølve at dei kan vere ei gjentaking. Spør gjerne mottakaren først.
item = Nr. { $number } { $what }
to-room = Til { $organisation }.
to-person = Direkte til éin person i { $organisation }.
since = Frå { $day }.
more = { $n ->
    [one] Éi til står ikkje her, men er med i «usikre send alle».
   *[other] { $n } til står ikkje her, men er med i «usikre send alle».
 }
send = { $many ->
    [all] Send alle likevel
   *[one] Send likevel
 }
leave = { $many ->
    [all] La alle liggje
   *[one] La liggje
 }
none = Ingen meldingar er usikre
rest = Resten
sent = { $n ->
    [one] Meldinga blir send
   *[other] { $n } meldingar blir sende
 }
sent-what = Dei seier sjølve at dei kan vere ei gjentaking, eller at dei kjem seint. Påminningar frå tidlegare dagar kjem med dei neste.
left = { $n ->
    [one] Meldinga blir ikkje send igjen
   *[other] { $n } meldingar blir ikkje sende igjen
 }
left-what = Dei blir rekna som sagde.
all-decided = Det er bestemt kva som skjer med meldingane
decided = Dei meldingane er ikkje usikre, eller det er allereie bestemt kva som skjer med dei.
    .hint = Skriv «usikre» for å sjå kva som står att.
which = Kva meldingar er «{ $typed }»?
    .hint = Skriv numra, til dømes «usikre send 12», eller «usikre send alle».

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = sjå meldingar som kanskje ikkje har kome fram
    .usage = usikre
command-send = send dei likevel
    .usage = usikre send 12 · usikre send alle
command-leave = lat dei liggje
    .usage = usikre lat 12 · usikre lat alle
