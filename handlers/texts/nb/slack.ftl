# Det Slack selv må si: feil uten kjent årsak, lange svar, skjemaer.

unexpected = Noe gikk galt hos Samhandling. Prøv igjen, og meld fra med referansen { $reference } hvis det skjer på nytt.
    .title = Det gikk ikke
wait = Svaret er under arbeid og kommer her om litt.
part = Del { $number } av { $total }
rest = { $count ->
    [one] Én del til fikk ikke plass i denne meldingen.
   *[other] { $count } deler til fikk ikke plass i denne meldingen.
}
    .button = Vis alt mitt
    .narrow = Be om et smalere utvalg for å se resten.
form = Fyll ut skjemaet for å gå videre.
    .open = Åpne skjemaet
    .late = Skjemaet rakk ikke å åpne seg. Bruk knappen under.
    .refused = Slack tok ikke imot skjemaet. Det går like godt å skrive det på én linje.
    .typed = Slik skrives det
    .close = Avbryt
    .date = Skriv datoen slik du er vant til, for eksempel «15. april» eller «fredag uke 17».
typed = Skriv denne linjen etter /samhandling:
not-installed = Samhandling er ikke installert i dette arbeidsområdet. Be en administrator installere appen på nytt.
elsewhere = Herfra kan ikke Samhandling vite sikkert hvem du er.
    .hint = Skriv til Samhandling i ditt eget arbeidsområde i Slack, eller prøv igjen om litt.
manifest = Sekretær for Nasjonal samhandlingsmodell: frister, møter, referater og oppfølging.
    .long = Samhandling er sekretæren for Nasjonal samhandlingsmodell. Den kjenner fristene i modellen og den norske kalenderen, vet hvem som skal levere hva til hvem og når, sier fra i god tid og skriver ned det som blir bestemt. Skriv «/samhandling hjelp» for å se hva den kan.
    .command = Spør sekretæren: status, mine, frister, møte, referat, oppfølging
    .usage = status | mine | frister | hjelp
