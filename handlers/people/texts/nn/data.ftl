# Opplysningar om den som spør.
title = Dette er lagra om deg
names = Namn
accounts = Kontoar
none = ingen
messages = Meldingar til deg åleine
conversations = Samtalar
conversations-in = Samtalar i
by-others = Endringar andre har gjort som gjeld deg
minutes = Namnet ditt står i referatet frå
roles = Roller, no og før
role-since = { $role } i { $organisation } frå { $start }
role-until = { $role } i { $organisation } frå { $start } til { $end }
requests = Roller du har bede om
request-open = { $role } i { $organisation }, { $when }: ventar på svar
request-granted = { $role } i { $organisation }, { $when }: godkjend
request-declined = { $role } i { $organisation }, { $when }: avslått
request-replaced = { $role } i { $organisation }, { $when }: erstatta av ein ny førespurnad
said = { $n ->
    [one] Det du har skrive som har endra noko: éi linje
   *[other] Det du har skrive som har endra noko: { $n } linjer, dei nyaste først
 }
how-long = Når du ikkje lenger har noka rolle, blir namn, kontoar og linjer sletta etter ei tid, vanlegvis tolv månader. Referat og det du har skrive i dei, er arkiv og blir ståande.
as-json = Den som driftar Samhandling kan gi deg alt som ei fil. Oppgi kontoen { $account }.

not-here = Her kan andre lese svaret.
    .hint = Skriv «mine data» i ei direktemelding til Samhandling.
elsewhere = Herifrå kan ikkje Samhandling vite sikkert kven du er.
    .hint = Skriv «mine data» i ditt eige arbeidsområde.

# Kommandoane: éi linje kvar, eit eksempel i .usage.
command-my-data = kva som er lagra om deg
    .usage = mine data · mine opplysningar
