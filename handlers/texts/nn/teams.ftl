# Det Teams sjølv må seie: lange svar i delar, skjema, appen sin eigen omtale.

manifest = Sekretær for Nasjonal samhandlingsmodell: fristar, møte og oppfølging
    .name = Samhandling – sekretær for Nasjonal samhandlingsmodell
    .long = Samhandling er sekretæren for Nasjonal samhandlingsmodell. Den kjenner fristane i modellen og den norske kalenderen, veit kven som skal levere kva til kven og når, seier frå i god tid og skriv ned det som blir bestemt. Skriv «hjelp» i ei melding til appen, eller etter at du har nemnt den, for å sjå kva den kan.
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
