# Det Teams sjølv må seie: lange svar i delar, skjema, appen sin eigen omtale.

part = Del { $number } av { $total }
    .narrow = Be om eit smalare utval for å sjå resten.
more = Vis meir
typed = Skriv denne linja til Samhandling:
form = Fyll ut skjemaet for å gå vidare.
    .open = Opne skjemaet
    .here = Fyll ut her
    .cancel = Avbryt
    .date = Skriv datoen slik du er van med, til dømes «15. april» eller «fredag veke 17».
    .empty = Dette feltet må fyllast ut.
    .wrong = Må rettast: { $what }
    .choose = Vel
    .search = Skriv for å søkje
    .nothing = Ikkje valt
    .left = Desse felta fekk ikkje plass her og blir ståande som dei er. Skriv «hjelp» for å sjå linjene som endrar dei.
unexpected = Noko gjekk gale hos Samhandling. Prøv igjen, og meld frå med referansen { $reference } om det skjer på nytt.
    .title = Det gjekk ikkje
wait = Svaret er under arbeid og kjem her om litt.
sent-directly = Svaret er sendt til deg direkte, fordi andre enn organisasjonen din kan lese her.
not-directly = Svaret er ikkje for alle som les her, og eg fekk ikkje skrive til deg direkte. Opne ein samtale med Samhandling, og skriv linja der.
cancelled = Avbrote
    .nothing = Ingenting er endra.
installed = Samhandling er lagd til her
    .how = Skriv @Samhandling og så til dømes «kanal Agder», så kjem påminningane til organisasjonen hit. Det kan koordinator eller leiar i organisasjonen gjere.
