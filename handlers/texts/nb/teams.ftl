# Det Teams selv må si: lange svar i deler, skjemaer, appens egen omtale.

manifest = Sekretær for Nasjonal samhandlingsmodell: frister, møter og oppfølging
    .name = Samhandling – sekretær for Nasjonal samhandlingsmodell
    .long = Samhandling er sekretæren for Nasjonal samhandlingsmodell. Den kjenner fristene i modellen og den norske kalenderen, vet hvem som skal levere hva til hvem og når, sier fra i god tid og skriver ned det som blir bestemt. Skriv «hjelp» i en melding til appen, eller etter at du har nevnt den, for å se hva den kan.
part = Del { $number } av { $total }
    .narrow = Be om et smalere utvalg for å se resten.
more = Vis mer
typed = Skriv denne linjen til Samhandling:
form = Fyll ut skjemaet for å gå videre.
    .open = Åpne skjemaet
    .here = Fyll ut her
    .cancel = Avbryt
    .date = Skriv datoen slik du er vant til, for eksempel «15. april» eller «fredag uke 17».
    .empty = Dette feltet må fylles ut.
    .wrong = Må rettes: { $what }
    .choose = Velg
    .search = Skriv for å søke
    .nothing = Ikke valgt
    .left = Disse feltene fikk ikke plass her og blir stående som de er. Skriv «hjelp» for å se linjene som endrer dem.
