# Meldingar som står i chatten og blir teikna på nytt når noko er endra.
digest-some = { $left } av { $n } står att av påminningane { DAY($day, form: "day") }
digest-none = { $n ->
    [one] Påminninga { DAY($day, form: "day") }: ingenting står att
   *[other] { $n } påminningar { DAY($day, form: "day") }: ingenting står att
 }
done = Ferdig
follow-up-done = { $owner }, utført { DAY($day, form: "long") }
follow-up-lapsed = { $owner }, bortfalle { DAY($day, form: "long") }
step-done = { $owner } · registrert { DAY($day, form: "long") }
lapsed = Bortfalle
moved = Flytt til { $owner }
gone = Finst ikkje lenger
something = Eit punkt
not-asked = Ikkje lenger aktuelt
measure-out = Ikkje lenger med i avtalen
meeting-off = Møtet er avlyst
called-off = { $name } er avlyst.
called-on = { $name } var avlyst, og har fått ny dato: { DAY($day, form: "long") }.
has-been = { $name } var { DAY($day, form: "long") }.
registered = Registrert { DAY($day, form: "long") }
newer-version = Versjon { $version } er registrert som gjeldande no.
newer-draft = Eit nyare utkast er sendt til merknad.
own-approval = Godkjenning frå dykk
given = Registrert
comment-settled = Merknaden er avklart.
granted = Godkjend
declined = Avslått
role-request-title = Førespurnad om ei rolle i { $organisation }
room-again-title = { $organisation } har igjen ein kanal
room-again = Det som ikkje kom fram, blir sendt dit.
gone-title = Denne meldinga gjeld ikkje lenger
gone-text = Det ho handla om, finst ikkje lenger.
not-here-title = Denne meldinga høyrer ikkje til her lenger
not-here = Ho var til { $organisation }, og kanalen er ikkje lenger deira.
not-yours-title = Denne meldinga er ikkje lenger til deg
not-yours = Ho gjaldt rolla { $role } i { $organisation }, som du ikkje har lenger.
