# Beskjed om hvem som kan hva: roller, kanaler og kontoer som er endret av andre.
roles-title = Roller i { $organisation } er endret
given = Har fått rollen
given-again = Har rollen igjen
ended = Har ikke rollen lenger
ended-title = Du er ikke lenger { $role } i { $organisation }
again-title = Du er igjen { $role } i { $organisation }
room-lost-title = En kanal er ikke lenger { $organisation } sin
room-lost = { $owner ->
    [none] Kanalen { $room } er satt fri. Skriv «kanal { $organisation }» i den for å få den tilbake.
   *[other] Kanalen { $room } er nå { $owner } sin. Meldinger til { $organisation } kommer ikke dit lenger.
 }
room-moved-title = Meldinger til { $organisation } kommer til en annen kanal
room-moved = Fra nå av kommer de til { $room }.
room-again-title = Kanalen er { $organisation } sin igjen
sparse-title = { $sparse ->
    [yes] En kanal viser nå bare titler, tall og datoer: { $organisation }
   *[no] En kanal viser nå også tekster: { $organisation }
 }
sparse = { $sparse ->
    [yes] Det gjelder { $room }. Skriv «kanal vanlig» i den for å vise tekstene igjen.
   *[no] Det gjelder { $room }. Skriv «kanal sparsom» i den for å vise bare titler, tall og datoer.
 }
joined-title = En konto er koblet til en annen i { $organisation }
joined = Kontoene er nå én person, og hver av dem er { $roles } i { $organisation }.
parted-title = Kontoene i { $organisation } er skilt igjen
acted-title = Noe er gjort for { $organisation } gjennom et annet arbeidsområde
acted = «{ $command }» ble skrevet for { $organisation } fra et arbeidsområde der Samhandling ikke vet sikkert hvem som skriver.
by = Gjort av { $name } ({ $account }), { $whom }.
administrator = administrator
through = Via arbeidsområdet til { $place }.
