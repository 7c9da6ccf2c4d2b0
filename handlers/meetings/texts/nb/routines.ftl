# Rutiner: dager før og etter møtet.
title = Rutiner i { $organisation }
changed = Rutinene i { $organisation } er endret. Fristene er regnet ut på nytt
needs = Forsto ikke «{ $typed }».
    .hint = Skriv for eksempel «rutiner innkalling 21», eller «rutiner innkalling standard».
agency = { $organisation } kaller ikke inn til møter og har ingen egne rutiner.
    .hint = Skriv navnet på et fylke, for eksempel «rutiner Agder».
out-of-range = { $days } dager kan ikke brukes her.
    .hint = Skriv et tall fra { $least } til { $most }.
before = { $n ->
    [one] én dag før
   *[other] { $n } dager før
 }
after = { $n ->
    [one] én dag etter forrige steg
   *[other] { $n } dager etter forrige steg
 }
after-meeting = { $n ->
    [one] én dag etter møtet
   *[other] { $n } dager etter møtet
 }
differs = avvik fra standardrammen ({ $n })
standard = standard
column-step = Steg
column-days = Dager
column-note = Merknad
caption = Hvor mange dager før eller etter møtet hver frist står
order = { $first } ({ $before } dager før) må komme tidligere enn { $then } ({ $after } dager før).
    .hint = Skriv et tall som passer, eller endre det andre steget først.

# Kommandoene: én linje hver, et eksempel i .usage.
command-routines = hvor mange dager før og etter møtet fristene står
    .usage = rutiner · rutiner Agder innkalling 21
