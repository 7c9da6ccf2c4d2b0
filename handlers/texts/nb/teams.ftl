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
unexpected = Noe gikk galt hos Samhandling. Prøv igjen, og meld fra med referansen { $reference } hvis det skjer på nytt.
    .title = Det gikk ikke
wait = Svaret er under arbeid og kommer her om litt.
sent-directly = Svaret er sendt til deg direkte, fordi andre enn organisasjonen din kan lese her.
not-directly = Svaret er ikke for alle som leser her, og jeg fikk ikke skrevet til deg direkte. Åpne en samtale med Samhandling, og skriv linjen der.
cancelled = Avbrutt
    .nothing = Ingenting er endret.
installed = Samhandling er lagt til her
    .how = Skriv @Samhandling og så for eksempel «kanal Agder», så kommer organisasjonens påminnelser hit. Det kan koordinator eller leder i organisasjonen gjøre.
