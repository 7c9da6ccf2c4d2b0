# Innkalling og datovarsel.
already = { $kind ->
    [convening] Innkalling til { $ref } blei send { DAY($day) }.
   *[other] Datovarsel for { $ref } blei sendt { DAY($day) }.
 } Det går ikkje ut ein gong til.
    .hint = Skriv «møte vis { $ref }» for å sjå kven som har fått det.
no-date = { $ref } har ingen dato enno.
    .hint = Skriv «nytt møte { $ref } { DAY($day, form: "short") }» med datoen de har valt.
half-year-over = { $ref } fekk ingen dato, og halvåret er over.
    .hint = Skriv «møte halde { $ref } …» viss møtet vart halde, eller «møte avlys { $ref }».
too-late = { $ref } er sett til { DAY($day, form: "long") }, så det er for seint å kalle inn.
    .hint = Skriv «møte flytt { $ref } …» eller «møte halde { $ref } …».
preview-convening = Sende innkalling til { $name }?
preview-save-the-date = Sende datovarsel for { $name }?
recipients = { $n ->
    [one] Éin mottakar: { $names }.
   *[other] { $n } mottakarar: { $names }.
 }
without-room = Utan kanal i chatten: { $names }. Kopier teksten til ein e-post.
odd-hour = Det er utanfor vanleg arbeidstid. Meldinga går likevel med ein gong.
text-heading = Teksten
sent-convening = Innkalling er send: { $name }.
sent-save-the-date = Datovarsel er sendt: { $name }.
sent-to = { $n ->
    [0] Ingen mottakarar har kanal i chatten enno.
    [one] Sendt til éin mottakar.
   *[other] Sendt til { $n } mottakarar.
 }
next-papers = Neste: saksliste og saksdokument innan { DAY($day, form: "long") }.
text-convening = Innkalling til { $name }: { $when }.
text-save-the-date = Hald av datoen: { $name }, { $when }.
text-agenda = Saker:
text-as-soon = Svar så snart som råd.
text-signed = { $convener } (modellen { $clause })

# Kommandoane: éi linje kvar, eit døme i .usage.
command-save-the-date = send datovarsel til dei inviterte
    .usage = datovarsel N-2027-V
command-convene = send innkalling til dei inviterte
    .usage = kall inn N-2027-V
