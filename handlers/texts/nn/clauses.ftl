# Punkta i modellen, med eigne ord.
p1 = Nasjonale samordningsmøte på toppleiarnivå, eitt kvart halvår, tilpassa budsjettprosessane. Våren: utfordringar og satsingar. Hausten: erfaringar og moglegheiter. Begge: EU-verkemiddel. Styringsgruppa møtest etter behov. Arbeidsutvalet planlegg.
p2 = Minst to regionale dialogmøte i kvart fylke, med alle verkemiddelaktørane samla, om dei regionale samarbeidsavtalane. Fylkeskommunen utarbeider avtalar som partane er samde om.
p2-1 = Vårmøtet følgjer opp det nasjonale vårmøtet. Verkemiddelaktørane legg fram si oppfølging av avtalen og det dei ventar av utfordringar året etter, for administrativ leiing, partnarskapet og eventuelt eit politisk organ.
p2-2 = Haustmøtet følgjer opp det nasjonale haustmøtet. Det er administrativt og gjeld oppfølging av avtalen og behov for endringar.
p3 = Regionen har langsiktige planar med handlingsprogram og årlege handlingsplanar. Dei rammar inn dialogen.
p3-1 = Partane har rutinar for samhandling og deltek i planarbeidet i fylket. Avtalane speglar mål og tiltak frå planane og det partane er samde om.
p4-1 = KS kallar inn til dei nasjonale møta, vår og haust, i god tid.
p4-2 = Leiinga i fylkeskommunen kallar inn til dei regionale møta og koordinerer samhandlinga i regionen.
