# Kanaler og språk.
direct = En direktemelding kan ikke være organisasjonens kanal.
    .hint = Skriv «kanal» og navnet på organisasjonen i kanalen det gjelder.
bound = Denne kanalen er nå { $organisation } sin
bound-what = Påminnelser, innkallinger og beskjeder til organisasjonen kommer hit.
takes-over = Til nå kom de til en kanal i { $chat }. Den siste kanalen som er knyttet til, gjelder.
other-counts = Meldinger til { $organisation } kommer til en annen kanal, i { $chat }. «kanal { $organisation }» gjør at de kommer hit.
none-counts = Meldinger kan ikke leveres her. Skriv «kanal» og navnet på organisasjonen i en kanal som boten er medlem av.
waiting = { $n ->
    [one] Én melding som ikke kunne leveres, sendes i neste sendetid.
   *[other] { $n } meldinger som ikke kunne leveres, sendes i neste sendetid.
 }
nobodys = Denne kanalen tilhører ingen organisasjon ennå
nobodys-hint = Skriv «kanal» og navnet på organisasjonen, for eksempel «kanal Agder».
whose = Denne kanalen er { $organisation } sin
language = Språk
language-nb = bokmål
language-nn = nynorsk
language-en = engelsk
shown = Vises her
shown-what = { $sparse ->
    [yes] bare titler, tall og datoer
   *[no] også tekster
 }
sparse-set = { $sparse ->
    [yes] Denne kanalen viser nå bare titler, tall og datoer
   *[no] Denne kanalen viser nå også tekster
 }
sparse-what = { $sparse ->
    [yes] Tekster som noen har skrevet, vises ikke i kanalen, heller ikke i meldinger som står her. Den som spør, får svaret for seg selv. «kanal vanlig» viser tekstene igjen.
   *[no] Meldinger vises med tekstene, også de som står her. «kanal sparsom» viser bare titler, tall og datoer.
 }
free-preview = Skal denne kanalen ikke lenger være { $organisation } sin?
free-preview-what = Påminnelser, innkallinger og beskjeder til organisasjonen kommer da ikke hit lenger.
freed = Denne kanalen er ikke lenger { $organisation } sin
freed-what = Påminnelser kommer ikke hit lenger.
not-bound = Denne kanalen tilhører ingen organisasjon.
    .hint = Skriv «kanal» og navnet på organisasjonen for å knytte den til en.
language-unknown = Kjenner ikke språket «{ $typed }».
    .hint = Skriv «språk nb», «språk nn» eller «språk en».
language-missing = Hvilket språk?
    .hint = Skriv «språk nb», «språk nn» eller «språk en».
language-set-room = Her skrives det nå { $language }
language-set-organisation = { $organisation } får nå svar på { $language }
not-had = Den kanalen er det ikke { $organisation } som har hatt.
    .hint = Skriv «kanal { $organisation }» i kanalen det gjelder.

# Kommandoene: én linje hver, et eksempel i .usage.
command-channel = gjør denne kanalen til en organisasjons
    .usage = kanal Agder · kanal ingen · kanal sparsom
command-language = velg språk
    .usage = språk nn
