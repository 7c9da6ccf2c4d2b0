# Rutinar: dagar før og etter møtet.
title = Rutinar i { $organisation }
changed = Rutinane i { $organisation } er endra. Fristane er rekna ut på nytt
needs = Forstod ikkje «{ $typed }».
    .hint = Skriv til dømes «rutinar innkalling 21», eller «rutinar innkalling standard».
agency = { $organisation } kallar ikkje inn til møte og har ingen eigne rutinar.
    .hint = Skriv namnet på eit fylke, til dømes «rutinar Agder».
out-of-range = { $days } dagar kan ikkje brukast her.
    .hint = Skriv eit tal frå { $least } til { $most }.
before = { $n ->
    [one] éin dag før
   *[other] { $n } dagar før
 }
after = { $n ->
    [one] éin dag etter førre steg
   *[other] { $n } dagar etter førre steg
 }
after-meeting = { $n ->
    [one] éin dag etter møtet
   *[other] { $n } dagar etter møtet
 }
differs = avvik frå standardramma ({ $n })
standard = standard
column-step = Steg
column-days = Dagar
column-note = Merknad
caption = Kor mange dagar før eller etter møtet kvar frist står
order = { $first } ({ $before } dagar før) må kome tidlegare enn { $then } ({ $after } dagar før).
    .hint = Skriv eit tal som passar, eller endre det andre steget først.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-routines = kor mange dagar før og etter møtet fristane står
    .usage = rutinar · rutinar Agder innkalling 21
