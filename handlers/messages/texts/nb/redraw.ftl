# Meldinger som står i chatten og tegnes på nytt når noe er endret.
digest-some = { $left } av { $n } gjenstår av påminnelsene { DAY($day, form: "day") }
digest-none = { $n ->
    [one] Påminnelsen { DAY($day, form: "day") }: ingenting gjenstår
   *[other] { $n } påminnelser { DAY($day, form: "day") }: ingenting gjenstår
 }
done = Ferdig
follow-up-done = { $owner }, utført { DAY($day, form: "long") }
follow-up-lapsed = { $owner }, bortfalt { DAY($day, form: "long") }
step-done = { $owner } · registrert { DAY($day, form: "long") }
lapsed = Bortfalt
moved = Flyttet til { $owner }
gone = Finnes ikke lenger
something = Et punkt
not-asked = Ikke lenger aktuelt
measure-out = Ikke lenger med i avtalen
meeting-off = Møtet er avlyst
called-off = { $name } er avlyst.
called-on = { $name } var avlyst, og har fått ny dato: { DAY($day, form: "long") }.
has-been = { $name } var { DAY($day, form: "long") }.
registered = Registrert { DAY($day, form: "long") }
newer-version = Versjon { $version } er registrert som gjeldende nå.
newer-draft = Et nyere utkast er sendt til merknad.
own-approval = Godkjenning fra dere
given = Registrert
comment-settled = Merknaden er avklart.
granted = Godkjent
declined = Avslått
role-request-title = Forespørsel om en rolle i { $organisation }
room-again-title = { $organisation } har igjen en kanal
room-again = Det som ikke kom fram, sendes dit.
gone-title = Denne meldingen gjelder ikke lenger
gone-text = Det den handlet om, finnes ikke lenger.
not-here-title = Denne meldingen hører ikke til her lenger
not-here = Den var til { $organisation }, og kanalen er ikke lenger deres.
not-yours-title = Denne meldingen er ikke lenger til deg
not-yours = Den gjaldt rollen { $role } i { $organisation }, som du ikke har lenger.
