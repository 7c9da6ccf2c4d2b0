# Beskjed om kven som kan kva: roller, kanalar og kontoar som er endra av andre.
roles-title = Roller i { $organisation } er endra
given = Har fått rolla
given-again = Har rolla igjen
ended = Har ikkje rolla lenger
ended-title = Du er ikkje lenger { $role } i { $organisation }
again-title = Du er igjen { $role } i { $organisation }
room-lost-title = Ein kanal er ikkje lenger { $organisation } sin
room-lost = { $owner ->
    [none] Kanalen { $room } er sett fri. Skriv «kanal { $organisation }» i han for å få han tilbake.
   *[other] Kanalen { $room } er no { $owner } sin. Meldingar til { $organisation } kjem ikkje dit lenger.
 }
room-moved-title = Meldingar til { $organisation } kjem til ein annan kanal
room-moved = Frå no av kjem dei til { $room }.
room-again-title = Kanalen er { $organisation } sin igjen
sparse-title = { $sparse ->
    [yes] Ein kanal viser no berre titlar, tal og datoar: { $organisation }
   *[no] Ein kanal viser no også tekstar: { $organisation }
 }
sparse = { $sparse ->
    [yes] Det gjeld { $room }. Skriv «kanal vanleg» i han for å vise tekstane igjen.
   *[no] Det gjeld { $room }. Skriv «kanal sparsam» i han for å vise berre titlar, tal og datoar.
 }
joined-title = Ein konto er kopla til ein annan i { $organisation }
joined = Kontoane er no éin person, og kvar av dei er { $roles } i { $organisation }.
parted-title = Kontoane i { $organisation } er skilde igjen
acted-title = Noko er gjort for { $organisation } gjennom eit anna arbeidsområde
acted = «{ $command }» vart skrive for { $organisation } frå eit arbeidsområde der Samhandling ikkje veit sikkert kven som skriv.
by = Gjort av { $name } ({ $account }), { $whom }.
administrator = administrator
through = Via arbeidsområdet til { $place }.
