# Opplysninger om den som spør.
title = Dette er lagret om deg
names = Navn
accounts = Kontoer
none = ingen
messages = Meldinger til deg alene
conversations = Samtaler
conversations-in = Samtaler i
by-others = Endringer andre har gjort som gjelder deg
minutes = Navnet ditt står i referatet fra
roles = Roller, nå og før
role-since = { $role } i { $organisation } fra { $start }
role-until = { $role } i { $organisation } fra { $start } til { $end }
requests = Roller du har bedt om
request-open = { $role } i { $organisation }, { $when }: venter på svar
request-granted = { $role } i { $organisation }, { $when }: godkjent
request-declined = { $role } i { $organisation }, { $when }: avslått
request-replaced = { $role } i { $organisation }, { $when }: erstattet av en ny forespørsel
said = { $n ->
    [one] Det du har skrevet som har endret noe: én linje
   *[other] Det du har skrevet som har endret noe: { $n } linjer, de nyeste først
 }
how-long = Når du ikke lenger har noen rolle, blir navn, kontoer og linjer slettet etter en tid, vanligvis tolv måneder. Referater og det du har skrevet i dem, er arkiv og blir stående.
as-json = Den som drifter Samhandling kan gi deg alt som en fil. Oppgi kontoen { $account }.

not-here = Her kan andre lese svaret.
    .hint = Skriv «mine data» i en direktemelding til Samhandling.
elsewhere = Herfra kan ikke Samhandling vite sikkert hvem du er.
    .hint = Skriv «mine data» i ditt eget arbeidsområde.

# Kommandoene: én linje hver, et eksempel i .usage.
command-my-data = hva som er lagret om deg
    .usage = mine data · mine opplysninger
