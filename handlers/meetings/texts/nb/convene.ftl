# Innkalling og datovarsel.
already = { $kind ->
    [convening] Innkalling til { $ref } ble sendt { DAY($day) }.
   *[other] Datovarsel for { $ref } ble sendt { DAY($day) }.
 } Den sendes ikke en gang til.
    .hint = Skriv «møte vis { $ref }» for å se hvem som har fått den.
no-date = { $ref } har ingen dato ennå.
    .hint = Skriv «nytt møte { $ref } { DAY($day, form: "short") }» med datoen dere har valgt.
half-year-over = { $ref } fikk ingen dato, og halvåret er over.
    .hint = Skriv «møte holdt { $ref } …» hvis møtet ble holdt, eller «møte avlys { $ref }».
too-late = { $ref } er satt til { DAY($day, form: "long") }, så det er for sent å kalle inn.
    .hint = Skriv «møte flytt { $ref } …» eller «møte holdt { $ref } …».
preview-convening = Sende innkalling til { $name }?
preview-save-the-date = Sende datovarsel for { $name }?
recipients = { $n ->
    [one] Én mottaker: { $names }.
   *[other] { $n } mottakere: { $names }.
 }
without-room = Uten kanal i chatten: { $names }. Kopier teksten til en e-post.
odd-hour = Det er utenfor vanlig arbeidstid. Meldingen går likevel med en gang.
text-heading = Teksten
sent-convening = Innkalling er sendt: { $name }.
sent-save-the-date = Datovarsel er sendt: { $name }.
sent-to = { $n ->
    [0] Ingen mottakere har kanal i chatten ennå.
    [one] Sendt til én mottaker.
   *[other] Sendt til { $n } mottakere.
 }
next-papers = Neste: saksliste og saksdokumenter innen { DAY($day, form: "long") }.
text-convening = Innkalling til { $name }: { $when }.
text-save-the-date = Hold av datoen: { $name }, { $when }.
text-agenda = Saker:
text-as-soon = Svar så snart som mulig.
text-signed = { $convener } (modellen { $clause })

# Kommandoene: én linje hver, et eksempel i .usage.
command-save-the-date = send datovarsel til de inviterte
    .usage = datovarsel N-2027-V
command-convene = send innkalling til de inviterte
    .usage = innkall N-2027-V
