# Kanalar og språk.
direct = Ei direktemelding kan ikkje vere kanalen til organisasjonen.
    .hint = Skriv «kanal» og namnet på organisasjonen i kanalen det gjeld.
bound = Denne kanalen er no { $organisation } sin
bound-what = Påminningar, innkallingar og beskjedar til organisasjonen kjem hit.
takes-over = Til no kom dei til ein kanal i { $chat }. Den siste kanalen som er knytt til, gjeld.
other-counts = Meldingar til { $organisation } kjem til ein annan kanal, i { $chat }. «kanal { $organisation }» gjer at dei kjem hit.
none-counts = Meldingar kan ikkje leverast her. Skriv «kanal» og namnet på organisasjonen i ein kanal som boten er medlem av.
waiting = { $n ->
    [one] Éi melding som ikkje kunne leverast, går ut i neste sendetid.
   *[other] { $n } meldingar som ikkje kunne leverast, går ut i neste sendetid.
 }
nobodys = Denne kanalen høyrer ikkje til nokon organisasjon enno
nobodys-hint = Skriv «kanal» og namnet på organisasjonen, til dømes «kanal Agder».
whose = Denne kanalen er { $organisation } sin
language = Språk
language-nb = bokmål
language-nn = nynorsk
language-en = engelsk
shown = Blir vist her
shown-what = { $sparse ->
    [yes] berre titlar, tal og datoar
   *[no] også tekstar
 }
sparse-set = { $sparse ->
    [yes] Denne kanalen viser no berre titlar, tal og datoar
   *[no] Denne kanalen viser no også tekstar
 }
sparse-what = { $sparse ->
    [yes] Tekstar som nokon har skrive, blir ikkje viste i kanalen, heller ikkje i meldingar som står her. Den som spør, får svaret for seg sjølv. «kanal vanleg» viser tekstane igjen.
   *[no] Meldingar blir viste med tekstane, også dei som står her. «kanal sparsam» viser berre titlar, tal og datoar.
 }
free-preview = Skal denne kanalen ikkje lenger vere { $organisation } sin?
free-preview-what = Påminningar, innkallingar og beskjedar til organisasjonen kjem då ikkje hit lenger.
freed = Denne kanalen er ikkje lenger { $organisation } sin
freed-what = Påminningar kjem ikkje hit lenger.
not-bound = Denne kanalen høyrer ikkje til nokon organisasjon.
    .hint = Skriv «kanal» og namnet på organisasjonen for å knyte han til ein.
language-unknown = Kjenner ikkje språket «{ $typed }».
    .hint = Skriv «språk nb», «språk nn» eller «språk en».
language-missing = Kva språk?
    .hint = Skriv «språk nb», «språk nn» eller «språk en».
language-set-room = Her blir det no skrive { $language }
language-set-organisation = { $organisation } får no svar på { $language }
not-had = Den kanalen er det ikkje { $organisation } som har hatt.
    .hint = Skriv «kanal { $organisation }» i kanalen det gjeld.

# Kommandoane: éi linje kvar, eit døme i .usage.
command-channel = gjer denne kanalen til ein organisasjon sin
    .usage = kanal Agder · kanal ingen · kanal sparsam
command-language = vel språk
    .usage = språk nn
