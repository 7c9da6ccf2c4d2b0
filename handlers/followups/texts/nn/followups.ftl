# Oppfølgingspunkt.
created = { $name } – ansvarleg: { $owner }
due = Frist: { $when }
owner-told = { $owner } har fått beskjed og kan svare «Tek den» eller «Ikkje min».
no-date = Når skal det vere gjort?
    .hint = Skriv fristen bakarst, til dømes «oppfølging ny { $owner }: levere skisse innan 15.12».
no-text = Kva skal gjerast?
    .hint = Skriv til dømes «oppfølging ny { $owner }: levere skisse innan 15.12».
no-owner = Kven er ansvarleg?
    .hint = Vel ein organisasjon.
one-at-a-time = Her står det meir enn eitt oppfølgingspunkt, eller meir enn éin frist.
    .hint = Skriv eitt om gongen, med éin frist til slutt, til dømes «oppfølging ny { $owner }: levere skisse innan 15.12».
which = Kva oppfølgingspunkt gjeld det?
    .hint = Skriv nummeret, til dømes «{ $command } O-12». «mine» viser alle dine.
unknown = Forstod ikkje «{ $typed }» som eit oppfølgingspunkt.
    .hint = Skriv nummeret, til dømes O-12. «mine» viser alle dine.
other-county = { $owner } tek sjølv stilling til kva fylket skal gjere. { $own } kan gi oppfølgingspunkt til seg sjølv, KS og verkemiddelaktørane.
    .hint = Be KS om det, eller skriv kva { $own } skal gjere: «oppfølging ny { $own }: avklare med { $owner } innan 15.12».
none-such = O-{ $number } finst ikkje.
    .hint = Skriv «mine» for å sjå dine, eller «oppfølging» for å sjå alle.
closed = O-{ $number } { $state ->
    [done] blei utført
   *[other] fall bort
 } { DAY($day) }.
    .hint = Skriv «oppfølging ny» om det er noko nytt som skal gjerast.
fact-owner = Ansvarleg
fact-due = Frist
fact-state = Status
fact-accepted = Stadfesta
fact-from = Kjem frå
from-closed = unnateke offentlegheit
not-accepted = ikkje stadfesta
national = nasjonalt nivå
state-open = ope
state-confirmed = stadfesta
state-waiting = ventar
state-postponed = utsett
state-done = utført
state-lapsed = fall bort
line = { $owner }, frist { DAY($day, form: "long") }
history = Historikk
postponed-line = { DAY($old, form: "short") } → { DAY($new, form: "short") }: { $reason }
reminded = { $n ->
    [one] Påmint éin gong, { DAY($day, form: "day") }.
   *[other] Påmint { $n } gonger, sist { DAY($day, form: "day") }.
 }
list-title = { $n ->
    [0] Ingen opne oppfølgingspunkt
    [one] Eitt ope oppfølgingspunkt
   *[other] { $n } opne oppfølgingspunkt
 }
change-needs = Kva skal endrast?
    .hint = Skriv til dømes «oppfølging endre O-{ $number } ansvarleg: Siva», «tekst: …» eller «frist: 15.12 fordi …». Fleire felt blir skilde med semikolon.
changed = { $name } er endra
lapse-reason = Kvifor fell det bort?
    .hint = Skriv til dømes «bortfall O-{ $number } fordi søknaden blei avslått».
lapsed = { $name } har falle bort
done = { $name } er utført
reminders-stop = Det kjem ikkje fleire påminningar om dette.
accepted = { $owner } tek { $name }
not-later = Ny frist { DAY($day) } må vere etter i dag.
    .hint = Skriv ein dato framover, til dømes «fredag veke 17».
same-date = Fristen er alt { DAY($day) }.
    .hint = Skriv ein annan dato.
postpone-date = Ny frist manglar.
    .hint = Skriv til dømes «utset O-{ $number } til fredag veke 17 fordi vi ventar på tal».
postpone-not-date = «{ $typed }» lèt seg ikkje lese som ein dato.
    .hint = Skriv til dømes «utset O-{ $number } til fredag veke 17 fordi vi ventar på tal».
postpone-reason = Kvifor blir det utsett?
    .hint = Skriv til dømes «utset O-{ $number } til { DAY($day, form: "short") } fordi vi ventar på tal».
form-reason-missing = Skriv kvifor det blir utsett.
postponed = { $name } er utsett
moved-forward = Fristen for { $name } er flytta fram
new-due = Ny frist: { $when }
help-sent = { $to } er beden om hjelp med { $name }
not-mine-sent = { $to } har fått beskjed om at { $name } høyrer til hos andre
form-title = Ny oppfølging
form-owner = Ansvarleg
form-text = Kva skal gjerast
form-due = Frist
form-postpone-title = Utset O-{ $number }
form-new-due = Ny frist
form-reason = Kvifor
stale = O-{ $number } er endra sidan knappen blei laga: { $text }, frist { DAY($day) }.
    .hint = Ingenting er gjort. Vel under om du vil gå vidare likevel.
change-date = Kvifor blir fristen endra?
    .hint = Skriv til dømes «oppfølging endre O-{ $number } frist: { DAY($day, form: "short") } fordi styret møtest då».
one-owner = Eitt punkt har éin ansvarleg. Du skreiv «{ $typed }».
    .hint = Skriv éin organisasjon før kolon, og lag eit punkt til for den andre.
whole-day = Fristen gjeld heile dagen. Klokkeslettet er ikkje teke med.
help-self = Det er de som koordinerer dette punktet.
    .hint = Skriv «purr» og nummeret for å minne den ansvarlege, eller «utset» for å gi meir tid.
in-minutes = Punktet står i referatet for { $name }.
note-which = Kva sak gjeld det?
    .hint = Skriv til dømes «noter 4/26 Siva: levere skisse innan 15.12». «saksliste» viser numra.
note-needs = Kven skal gjere kva i sak { $number }, og når?
    .hint = Skriv til dømes «noter { $number } Siva: levere skisse innan 15.12».
note-no-date = Når skal det vere gjort?
    .hint = Skriv til dømes «noter { $number } { $owner }: levere skisse innan 15.12».
note-no-text = Kva skal gjerast?
    .hint = Skriv til dømes «noter { $number } { $owner }: levere skisse innan 15.12».

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = eitt oppfølgingspunkt, eller alle
    .usage = oppfølging · oppfølging vis O-12
command-new = noter kva nokon skal gjere
    .usage = oppfølging ny Siva: levere skisse innan 15.12
command-change = endre tekst, ansvarleg eller frist
    .usage = oppfølging endre O-12 ansvarleg: Siva
command-lapse = la eit punkt falle bort
    .usage = bortfall O-12 fordi søknaden blei avslått
command-done = eit punkt er gjort
    .usage = ferdig O-12
command-accept = ta på seg eit punkt
    .usage = tek-den O-12
command-postpone = utset eit punkt, med grunn
    .usage = utset O-12 til fredag veke 17 fordi vi ventar på tal
command-help-wanted = be koordinator om hjelp
    .usage = treng-hjelp O-12 vi manglar tal
command-not-mine = punktet høyrer til hos andre
    .usage = ikkje-min O-12
