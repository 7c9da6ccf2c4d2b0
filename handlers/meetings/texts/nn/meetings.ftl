# Møte: namn, tilstandar, steg, det som blir svart og det som blir avvist.
name-national-spring = nasjonalt vårmøte { $year }
name-national-autumn = nasjonalt haustmøte { $year }
name-regional-spring = regionalt vårmøte i { $county } { $year }
name-regional-autumn = regionalt haustmøte i { $county } { $year }
name-steering = styringsgruppemøte { $number }/{ $year }
state-planned = planlagt, utan dato
state-dated = datert
state-save-the-date-sent = datovarsel sendt
state-convened = kalla inn
state-papers-out = saksdokument sende
state-held = halde
state-minutes-drafted = referatutkast sendt
state-approved = referat godkjent
state-cancelled = avlyst
not-recorded = ikkje registrert som halde
step-set-date = set dato
step-save-the-date = datovarsel
step-convene = innkalling
step-contribute = innspel
    .button = Registrer som levert
    .asks = Frist for innspel: { DAY($day, form: "long") }.
step-papers = saksdokument
step-sign-up = påmelding
    .button = Registrer påmelding
    .asks = Frist for påmelding: { DAY($day, form: "long") }.
step-hold = registrer at møtet er halde
step-draft = referatutkast
step-comment = merknadsfrist
    .button = Ingen merknader
step-approve = godkjent referat
    .button = Registrer som godkjent
fact-when = Når
fact-place = Stad
fact-link = Lenkje
fact-theme = Tema
fact-state = Status
fact-convener = Kallar inn
fact-audience = Målgrupper
fact-present = Til stades
fact-absent = Fråfall
fact-received = Motteke
fact-id = Kortnamn
without-date = utan dato
deadlines-heading = Fristar
deadline-moved = flytt frå { DAY($raw, form: "short") }
deadline-done = gjort { DAY($day, form: "short") }
audience-administration = administrativ leiing
audience-partnership = partnarskapet
dated = { $name } er sett til { DAY($day, form: "long") }.
moved = { $name } er flytt til { DAY($day, form: "long") }.
moved-told = { $n ->
    [one] Éin part har fått endringsvarsel.
   *[other] { $n } partar har fått endringsvarsel.
 }
moved-preview = Flytte { $name } frå { DAY($old, form: "long") } til { DAY($day, form: "long") }?
moved-preview-deadlines = { $n ->
    [0] Ingen fristar blir endra.
    [one] Éin frist blir flytt.
   *[other] { $n } fristar blir flytte.
 }
moved-preview-past = { $n ->
    [one] Éin ny frist er alt passert.
   *[other] { $n } nye fristar er alt passerte.
 }
moved-preview-told = { $n ->
    [one] Éin part har fått datoen og får endringsvarsel.
   *[other] { $n } partar har fått datoen og får endringsvarsel.
 }
unchanged-day = { $name } er alt sett til { DAY($day, form: "long") }.
    .hint = Skriv ein annan dato for å flytte møtet.
changed = { $name } er endra.
cancelled = { $name } er avlyst.
cancel-preview = Avlyse { $name }?
cancel-preview-told = { $n ->
    [0] Ingen har fått datoen, så ingen får beskjed.
    [one] Éin part har fått datoen og får beskjed.
   *[other] { $n } partar har fått datoen og får beskjed.
 }
held-recorded = { $name } er registrert som halde { DAY($day, form: "long") }.
held-together = Alle tre verkemiddelaktørane var til stades (§ 2).
held-minutes-next = Neste: referatutkast innan { DAY($day, form: "long") }.
step-recorded = Registrert: { $step } for { $name }, { DAY($day, form: "long") }.
step-own-recorded = Registrert: { $step } frå { $organisation } til { $name }.
already = { $ref } er alt { $state ->
    [planned] planlagt
    [dated] datert
    [save-the-date-sent] varsla med dato
    [convened] kalla inn
    [papers-out] forbi saksdokumenta
    [held] halde
    [minutes-drafted] forbi referatutkastet
    [approved] godkjent
   *[other] ferdigbehandla
 }.
    .hint = Skriv «møte vis { $ref }» for å sjå kva som står att.
is-cancelled = { $ref } er avlyst.
    .hint = Skriv «nytt møte» for å setje opp eit nytt møte.
not-yet = { $ref } er ikkje kome så langt enno.
    .hint = Skriv «møte vis { $ref }» for å sjå neste steg.
not-working-day = { DAY($day, form: "long") } er { $why ->
    [weekend] i helga
   *[other] ein heilagdag
 }.
    .hint = Vel ein arbeidsdag i nærleiken, eller skriv ein annan dato.
outside-half-year = { DAY($day, form: "long") } er utanfor { $season ->
    [spring] vårhalvåret
   *[other] hausthalvåret
 } { $year } ({ $clause }).
    .hint = { $season ->
        [spring] Skriv ein dato mellom 1. januar og 30. juni { $year }.
       *[other] Skriv ein dato mellom 1. juli og 31. desember { $year }.
    }
concern-before-national = Det regionale møtet er sett før det nasjonale { DAY($national) }. Modellen legg opp til at det kjem etter ({ $clause }).
concern-short-gap = Det er { $gap } dagar frå det nasjonale møtet { DAY($national) }. Tilrådd er minst { $min } ({ $clause }).
concern-no-partnership = Partnarskapet står ikkje som målgruppe. Modellen legg opp til møte med det regionale partnarskapet ({ $clause }).
concern-autumn-administrative = Haustmøtet er administrativt ({ $clause }). «{ $body }» står som politisk organ.
concern-not-together = Ikkje samla: { $missing } var ikkje til stades ({ $clause }).
lacks-time = Klokkeslett manglar.
lacks-place = Stad manglar.
lacks-time-place = Klokkeslett og stad manglar.
note-end = Sluttida { $end } blir ikkje lagra.
how-partnership = Skriv «møte endre { $ref } partnarskap: ja» viss det skal inviterast.
how-partnership-held = Skriv «referat endre { $ref }: partnarskap: ja» viss det var til stades.
audience-unknown = Forstod ikkje «{ $typed }» som målgruppe.
    .hint = Skriv «møte endre { $ref } partnarskap: ja», «partnarskap: nei» eller «politisk organ: …».
form-change-title = Endre møtet
which = Kva møte gjeld det?
    .hint = Skriv til dømes «{ $command } vårmøtet i Agder» eller «{ $command } N-2027-V».
unknown = Forstod ikkje «{ $typed }» som namnet på eit møte.
    .hint = Skriv til dømes «nasjonalt vår 2027», «vårmøtet i Agder» eller N-2027-V.
none-such = Fann ikkje møtet «{ $typed }».
    .hint = Skriv «årshjul» for å sjå alle møte, eller «nytt møte» for å setje opp eitt.
which-county = Kva fylke gjeld det?
    .hint = Skriv fylket med, til dømes «vårmøtet i Agder».
new-needs = Det manglar kva slags møte det er.
    .hint = Skriv til dømes «nytt møte nasjonalt vår { DAY($national, form: "short") }», «nytt møte regionalt haust { DAY($regional, form: "short") }» eller «nytt møte styringsgruppe { DAY($steering, form: "short") }».
date-missing = Kva dato?
    .hint = Skriv datoen bakarst, til dømes «{ DAY($day, form: "short") }».
has-date = { $ref } er alt sett til { DAY($day, form: "long") }.
    .hint = Skriv «møte flytt { $ref } { DAY($typed, form: "short") }» for å flytte det.
move-there = Flytt møtet dit
both-wrong = { $date } { $time }
    .hint = Skriv til dømes «15. april» og «kl. 10.00».
change-needs = Kva skal endrast?
    .hint = Skriv til dømes «møte endre { $ref } stad: Kristiansand», «kl. 10.00», «lenkje: …», «tema: …», «partnarskap: ja» eller «politisk organ: hovudutvalet».
time-unknown = Forstod ikkje klokkeslettet «{ $typed }».
    .hint = Skriv til dømes «kl. 10.00».
link-unknown = «{ $typed }» er ikkje ei lenkje.
    .hint = Lenkja byrjar med https://
not-before-day = { $ref } er sett til { DAY($day, form: "long") } og kan ikkje registrerast som halde før den dagen.
    .hint = Skriv «møte flytt { $ref } …» om datoen er endra.
attendance-missing = Kven var til stades?
    .hint = Skriv til dømes «møte halde { $ref } til stades Innovasjon Norge, Siva; fråfall Forskningsrådet».
step-missing = Kva steg er teke?
    .hint = Skriv «møte sendt { $ref }» og eitt av: datovarsel, innkalling, saksdokument, innspel, påmelding, referatutkast, merknader, godkjent.
step-unknown = Forstod ikkje «{ $typed }» som eit steg.
    .hint = Skriv eitt av: datovarsel, innkalling, saksdokument, innspel, påmelding, referatutkast, merknader, godkjent.
not-invited = { $organisation } er ikkje invitert part i { $ref }.
    .hint = Innspel, påmelding og merknader registrerer partane sjølve.
form-new-title = Nytt møte
form-kind = Kva slags møte
form-date = Dato
form-date-hint = Skriv slik du er van med: 15. april, torsdag veke 15, om seks veker
form-date-example = Skriv slik du er van med, til dømes { DAY($day, form: "short") }
form-date-past = Skriv slik du er van med: 15. april, torsdag veke 15, i går
form-place = Stad
form-time = Klokkeslett
form-theme = Tema
form-submit = Lagre
kind-national-spring = Nasjonalt vårmøte
kind-national-autumn = Nasjonalt haustmøte
kind-regional-spring = Regionalt vårmøte
kind-regional-autumn = Regionalt haustmøte
kind-steering = Styringsgruppemøte
form-county = Fylke
received-at = { $organisation }: { $state ->
    [sent] motteke { $when }
    [undeliverable] ikkje levert
    [cancelled] trekt
   *[other] på veg
 }
form-held-title = Møtet er halde
form-date-title = Set dato
no-comments-recorded = Registrert: ingen merknader frå { $organisation } til { $name }.
day-passed = { DAY($day, form: "long") } er passert.
    .hint = Skriv ein dato framover, eller «møte halde { $ref } til stades …» om møtet har vore.
step-day = { DAY($day) } er for lenge før møtet.
    .hint = Skriv dagen det blei sendt, eller ingen dato for i dag.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-show = eitt møte: fakta, fristar, kven som har fått kva
    .usage = møte vårmøtet i Agder
command-new = set opp eit møte, eller gi det dato
    .usage = nytt møte nasjonalt vår 9.3.2027 kl. 10
command-change = endre stad, tid, lenkje, tema, målgrupper
    .usage = møte endre N-2027-V stad: Oslo; kl. 10.00
command-move = flytt eit møte
    .usage = møte flytt R42-2027-V til fredag veke 17
command-cancel = avlys eit møte
    .usage = møte avlys SG-2027-1
command-held = registrer at eit møte er halde, og kven som var til stades
    .usage = møte halde Agder vår til stades Innovasjon Norge, Siva; fråfall Forskningsrådet
command-sent = registrer noko som er sendt utanom chatten
    .usage = møte sendt N-2027-V saksdokument
