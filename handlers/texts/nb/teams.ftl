# Det Teams selv må si: lange svar i deler, skjemaer, appens egen omtale.

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
