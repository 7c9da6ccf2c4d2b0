# Det Slack sjølv må seie: feil utan kjend årsak, lange svar, skjema.

unexpected = Noko gjekk gale hos Samhandling. Prøv igjen, og meld frå med referansen { $reference } om det skjer på nytt.
    .title = Det gjekk ikkje
wait = Svaret er under arbeid og kjem her om litt.
part = Del { $number } av { $total }
rest = { $count ->
    [one] Éin del til fekk ikkje plass i denne meldinga.
   *[other] { $count } delar til fekk ikkje plass i denne meldinga.
}
    .button = Vis alt mitt
    .narrow = Be om eit smalare utval for å sjå resten.
form = Fyll ut skjemaet for å gå vidare.
    .open = Opne skjemaet
    .late = Skjemaet rakk ikkje å opne seg. Bruk knappen under.
    .refused = Slack tok ikkje imot skjemaet. Det går like godt å skrive det på éi linje.
    .typed = Slik skriv du det
    .close = Avbryt
    .date = Skriv datoen slik du er van med, til dømes «15. april» eller «fredag veke 17».
typed = Skriv denne linja etter /samhandling:
not-installed = Samhandling er ikkje installert i dette arbeidsområdet. Be ein administrator installere appen på nytt.
elsewhere = Herifrå kan ikkje Samhandling vite sikkert kven du er.
    .hint = Skriv til Samhandling i ditt eige arbeidsområde i Slack, eller prøv igjen om litt.
manifest = Sekretær for Nasjonal samhandlingsmodell: fristar, møte, referat og oppfølging.
    .long = Samhandling er sekretæren for Nasjonal samhandlingsmodell. Den kjenner fristane i modellen og den norske kalenderen, veit kven som skal levere kva til kven og når, seier frå i god tid og skriv ned det som blir bestemt. Skriv «/samhandling hjelp» for å sjå kva den kan.
    .command = Spør sekretæren: status, mine, fristar, møte, referat, oppfølging
    .usage = status | mine | fristar | hjelp
