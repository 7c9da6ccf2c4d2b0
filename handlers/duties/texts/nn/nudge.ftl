# Purring og utsett varsel.
sent = { $owner } er mint på: { $name }
own = Dette er de sjølve ansvarlege for.
    .hint = Skriv «ferdig», «utset» eller «treng-hjelp» og nummeret.
already-today = { $owner } er alt mint på dette i dag.
    .hint = Prøv igjen i morgon, eller ring.
nothing-open = { $owner } har inga open oppgåve for { $ref } no.
    .hint = Skriv «møte vis { $ref }» for å sjå kva som står att.
nothing-to-snooze = Det er ingen påminningar å utsetje: de får ingen om { $name } no.
    .hint = Skriv «mine» for å sjå det de blir minte på.
snoozed = Ingen påminningar til dykk om { $name } for no
snoozed-until = Neste påminning: { $when }. Fristen er den same, og koordinator og leiar får varsel som vanleg etter fristen.
form-title = Utset varsel
form-until = Minn oss på dette
which = Kva gjeld det?
    .hint = Skriv nummeret på eit oppfølgingspunkt, til dømes O-12, eller eit møte, til dømes «vårmøtet i Agder».

# Kommandoane: éi linje kvar, eit døme i .usage.
command-nudge = minn nokon på noko, med ein gong
    .usage = purr O-12 · purr T1.2 · purr Agder vår
command-snooze = ingen påminningar til oss om dette før ein dato
    .usage = slumre O-12 til fredag · slumre T1.2 til 1.2.2027
