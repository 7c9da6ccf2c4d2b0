# Årshjul.
title = Årshjul { $year } – { $whose }
national = nasjonalt
row-meeting = Møtet
column-step = Steg
column-national-spring = Nasjonalt vår
column-national-autumn = Nasjonalt haust
column-regional-spring = Regionalt vår
column-regional-autumn = Regionalt haust
caption = Møte og fristar, éi kolonne per møte
undated = Utan dato: { $names }.
counties = { $dated } av { $total } regionale møte har dato.
note = Dato i parentes: slik fristen ville ha stått utan helg, høgtid og ferie. ✓ tyder gjort.
out-of-range = Årshjulet finst ikkje for { $year }.
    .hint = Skriv eit år frå 2024 til 2099.
unknown = Forstod ikkje «{ $typed }».
    .hint = Skriv til dømes «årshjul 2027» eller «årshjul Agder 2027».

# Kommandoane: éi linje kvar, eit døme i .usage.
command-year = møte og fristar for eit år
    .usage = årshjul · årshjul 2027
