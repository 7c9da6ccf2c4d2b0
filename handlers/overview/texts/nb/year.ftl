# Årshjul.
title = Årshjul { $year } – { $whose }
national = nasjonalt
row-meeting = Møtet
column-step = Steg
column-national-spring = Nasjonalt vår
column-national-autumn = Nasjonalt høst
column-regional-spring = Regionalt vår
column-regional-autumn = Regionalt høst
caption = Møter og frister, en kolonne per møte
undated = Uten dato: { $names }.
counties = { $dated } av { $total } regionale møter har dato.
note = Dato i parentes: slik fristen ville ha stått uten helg, høytid og ferie. ✓ betyr gjort.
out-of-range = Årshjulet finnes ikke for { $year }.
    .hint = Skriv et år fra 2024 til 2099.
unknown = Forsto ikke «{ $typed }».
    .hint = Skriv for eksempel «årshjul 2027» eller «årshjul Agder 2027».

# Kommandoene: én linje hver, et eksempel i .usage.
command-year = møter og frister for et år
    .usage = årshjul · årshjul 2027
