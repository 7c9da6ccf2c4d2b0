# Møter: navn, tilstander, steg, det som svares og det som avvises.
name-national-spring = nasjonalt vårmøte { $year }
name-national-autumn = nasjonalt høstmøte { $year }
name-regional-spring = regionalt vårmøte i { $county } { $year }
name-regional-autumn = regionalt høstmøte i { $county } { $year }
name-steering = styringsgruppemøte { $number }/{ $year }
state-planned = planlagt, uten dato
state-dated = datert
state-save-the-date-sent = datovarsel sendt
state-convened = innkalt
state-papers-out = saksdokumenter sendt
state-held = holdt
state-minutes-drafted = referatutkast sendt
state-approved = referat godkjent
state-cancelled = avlyst
not-recorded = ikke registrert som holdt
step-set-date = sett dato
step-save-the-date = datovarsel
step-convene = innkalling
step-contribute = innspill
    .button = Registrer som levert
    .asks = Frist for innspill: { DAY($day, form: "long") }.
step-papers = saksdokumenter
step-sign-up = påmelding
    .button = Registrer påmelding
    .asks = Frist for påmelding: { DAY($day, form: "long") }.
step-hold = registrer at møtet er holdt
step-draft = referatutkast
step-comment = merknadsfrist
    .button = Ingen merknader
step-approve = godkjent referat
    .button = Registrer som godkjent
fact-when = Når
fact-place = Sted
fact-link = Lenke
fact-theme = Tema
fact-state = Status
fact-convener = Innkaller
fact-audience = Målgrupper
fact-present = Til stede
fact-absent = Forfall
fact-received = Mottatt
fact-id = Kortnavn
without-date = uten dato
deadlines-heading = Frister
deadline-moved = flyttet fra { DAY($raw, form: "short") }
deadline-done = gjort { DAY($day, form: "short") }
audience-administration = administrativ ledelse
audience-partnership = partnerskapet
dated = { $name } er satt til { DAY($day, form: "long") }.
moved = { $name } er flyttet til { DAY($day, form: "long") }.
moved-told = { $n ->
    [one] Én part har fått endringsvarsel.
   *[other] { $n } parter har fått endringsvarsel.
 }
moved-preview = Flytte { $name } fra { DAY($old, form: "long") } til { DAY($day, form: "long") }?
moved-preview-deadlines = { $n ->
    [0] Ingen frister endres.
    [one] Én frist flyttes.
   *[other] { $n } frister flyttes.
 }
moved-preview-past = { $n ->
    [one] Én ny frist er alt passert.
   *[other] { $n } nye frister er alt passert.
 }
moved-preview-told = { $n ->
    [one] Én part har fått datoen og får endringsvarsel.
   *[other] { $n } parter har fått datoen og får endringsvarsel.
 }
unchanged-day = { $name } er alt satt til { DAY($day, form: "long") }.
    .hint = Skriv en annen dato for å flytte møtet.
changed = { $name } er endret.
cancelled = { $name } er avlyst.
cancel-preview = Avlyse { $name }?
cancel-preview-told = { $n ->
    [0] Ingen har fått datoen, så ingen får beskjed.
    [one] Én part har fått datoen og får beskjed.
   *[other] { $n } parter har fått datoen og får beskjed.
 }
held-recorded = { $name } er registrert som holdt { DAY($day, form: "long") }.
held-together = Alle tre virkemiddelaktører var til stede (§ 2).
held-minutes-next = Neste: referatutkast innen { DAY($day, form: "long") }.
step-recorded = Registrert: { $step } for { $name }, { DAY($day, form: "long") }.
step-own-recorded = Registrert: { $step } fra { $organisation } til { $name }.
already = { $ref } er alt { $state ->
    [planned] planlagt
    [dated] datert
    [save-the-date-sent] varslet med dato
    [convened] innkalt
    [papers-out] forbi saksdokumentene
    [held] holdt
    [minutes-drafted] forbi referatutkastet
    [approved] godkjent
   *[other] ferdigbehandlet
 }.
    .hint = Skriv «møte vis { $ref }» for å se hva som gjenstår.
is-cancelled = { $ref } er avlyst.
    .hint = Skriv «nytt møte» for å sette opp et nytt møte.
not-yet = { $ref } er ikke kommet så langt ennå.
    .hint = Skriv «møte vis { $ref }» for å se neste steg.
not-working-day = { DAY($day, form: "long") } er { $why ->
    [weekend] i helgen
   *[other] en helligdag
 }.
    .hint = Velg en arbeidsdag i nærheten, eller skriv en annen dato.
outside-half-year = { DAY($day, form: "long") } er utenfor { $season ->
    [spring] vårhalvåret
   *[other] høsthalvåret
 } { $year } ({ $clause }).
    .hint = { $season ->
        [spring] Skriv en dato mellom 1. januar og 30. juni { $year }.
       *[other] Skriv en dato mellom 1. juli og 31. desember { $year }.
    }
concern-before-national = Det regionale møtet er satt før det nasjonale { DAY($national) }. Modellen legger opp til at det kommer etter ({ $clause }).
concern-short-gap = Det er { $gap } dager fra det nasjonale møtet { DAY($national) }. Anbefalt er minst { $min } ({ $clause }).
concern-no-partnership = Partnerskapet står ikke som målgruppe. Modellen legger opp til møte med det regionale partnerskapet ({ $clause }).
concern-autumn-administrative = Høstmøtet er administrativt ({ $clause }). «{ $body }» står som politisk organ.
concern-not-together = Ikke samlet: { $missing } var ikke til stede ({ $clause }).
lacks-time = Klokkeslett mangler.
lacks-place = Sted mangler.
lacks-time-place = Klokkeslett og sted mangler.
note-end = Sluttiden { $end } lagres ikke.
how-partnership = Skriv «møte endre { $ref } partnerskap: ja» hvis det skal inviteres.
how-partnership-held = Skriv «referat endre { $ref }: partnerskap: ja» hvis det var til stede.
audience-unknown = Forsto ikke «{ $typed }» som målgruppe.
    .hint = Skriv «møte endre { $ref } partnerskap: ja», «partnerskap: nei» eller «politisk organ: …».
form-change-title = Endre møtet
which = Hvilket møte gjelder det?
    .hint = Skriv for eksempel «{ $command } vårmøtet i Agder» eller «{ $command } N-2027-V».
unknown = Forsto ikke «{ $typed }» som navnet på et møte.
    .hint = Skriv for eksempel «nasjonalt vår 2027», «vårmøtet i Agder» eller N-2027-V.
none-such = Fant ikke møtet «{ $typed }».
    .hint = Skriv «årshjul» for å se alle møter, eller «nytt møte» for å sette opp et.
which-county = Hvilket fylke gjelder det?
    .hint = Skriv fylket med, for eksempel «vårmøtet i Agder».
new-needs = Det mangler hva slags møte det er.
    .hint = Skriv for eksempel «nytt møte nasjonalt vår { DAY($national, form: "short") }», «nytt møte regionalt høst { DAY($regional, form: "short") }» eller «nytt møte styringsgruppe { DAY($steering, form: "short") }».
date-missing = Hvilken dato?
    .hint = Skriv datoen bakerst, for eksempel «{ DAY($day, form: "short") }».
has-date = { $ref } er alt satt til { DAY($day, form: "long") }.
    .hint = Skriv «møte flytt { $ref } { DAY($typed, form: "short") }» for å flytte det.
move-there = Flytt møtet dit
both-wrong = { $date } { $time }
    .hint = Skriv for eksempel «15. april» og «kl. 10.00».
change-needs = Hva skal endres?
    .hint = Skriv for eksempel «møte endre { $ref } sted: Kristiansand», «kl. 10.00», «lenke: …», «tema: …», «partnerskap: ja» eller «politisk organ: hovedutvalget».
time-unknown = Forsto ikke klokkeslettet «{ $typed }».
    .hint = Skriv for eksempel «kl. 10.00».
link-unknown = «{ $typed }» er ikke en lenke.
    .hint = Lenken begynner med https://
not-before-day = { $ref } er satt til { DAY($day, form: "long") } og kan ikke registreres som holdt før den dagen.
    .hint = Skriv «møte flytt { $ref } …» hvis datoen er endret.
attendance-missing = Hvem var til stede?
    .hint = Skriv for eksempel «møte holdt { $ref } til stede Innovasjon Norge, Siva; forfall Forskningsrådet».
step-missing = Hvilket steg er tatt?
    .hint = Skriv «møte sendt { $ref }» og ett av: datovarsel, innkalling, saksdokumenter, innspill, påmelding, referatutkast, merknader, godkjent.
step-unknown = Forsto ikke «{ $typed }» som et steg.
    .hint = Skriv ett av: datovarsel, innkalling, saksdokumenter, innspill, påmelding, referatutkast, merknader, godkjent.
not-invited = { $organisation } er ikke invitert part i { $ref }.
    .hint = Innspill, påmelding og merknader registreres av partene selv.
form-new-title = Nytt møte
form-kind = Hva slags møte
form-date = Dato
form-date-hint = Skriv som du pleier: 15. april, torsdag uke 15, om seks uker
form-date-example = Skriv som du pleier, for eksempel { DAY($day, form: "short") }
form-date-past = Skriv som du pleier: 15. april, torsdag uke 15, i går
form-place = Sted
form-time = Klokkeslett
form-theme = Tema
form-submit = Lagre
kind-national-spring = Nasjonalt vårmøte
kind-national-autumn = Nasjonalt høstmøte
kind-regional-spring = Regionalt vårmøte
kind-regional-autumn = Regionalt høstmøte
kind-steering = Styringsgruppemøte
form-county = Fylke
received-at = { $organisation }: { $state ->
    [sent] mottatt { $when }
    [undeliverable] ikke levert
    [cancelled] trukket
   *[other] på vei
 }
form-held-title = Møtet er holdt
form-date-title = Sett dato
no-comments-recorded = Registrert: ingen merknader fra { $organisation } til { $name }.
day-passed = { DAY($day, form: "long") } er passert.
    .hint = Skriv en dato framover, eller «møte holdt { $ref } til stede …» hvis møtet har vært.
step-day = { DAY($day) } er for lenge før møtet.
    .hint = Skriv dagen det ble sendt, eller ingen dato for i dag.

# Kommandoene: én linje hver, et eksempel i .usage.
command-show = ett møte: fakta, frister, hvem som har fått hva
    .usage = møte vårmøtet i Agder
command-new = sett opp et møte, eller gi det dato
    .usage = nytt møte nasjonalt vår 9.3.2027 kl. 10
command-change = endre sted, tid, lenke, tema, målgrupper
    .usage = møte endre N-2027-V sted: Oslo; kl. 10.00
command-move = flytt et møte
    .usage = møte flytt R42-2027-V til fredag uke 17
command-cancel = avlys et møte
    .usage = møte avlys SG-2027-1
command-held = registrer at et møte er holdt, og hvem som var til stede
    .usage = møte holdt Agder vår til stede Innovasjon Norge, Siva; forfall Forskningsrådet
command-sent = registrer noe som er sendt utenom chatten
    .usage = møte sendt N-2027-V saksdokumenter
