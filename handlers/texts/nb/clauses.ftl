# Modellens punkter, med egne ord.
p1 = Nasjonale samordningsmøter på toppledernivå, ett hvert halvår, tilpasset budsjettprosessene. Våren: utfordringer og satsinger. Høsten: erfaringer og muligheter. Begge: EU-virkemidler. Styringsgruppen møtes etter behov. Arbeidsutvalget planlegger.
p2 = Minst to regionale dialogmøter i hvert fylke, med alle virkemiddelaktørene samlet, om de regionale samarbeidsavtalene. Fylkeskommunen utarbeider avtaler som partene er enige om.
p2-1 = Vårmøtet følger opp det nasjonale vårmøtet. Virkemiddelaktørene legger fram sin oppfølging av avtalen og det de venter av utfordringer året etter, for administrativ ledelse, partnerskapet og eventuelt et politisk organ.
p2-2 = Høstmøtet følger opp det nasjonale høstmøtet. Det er administrativt og gjelder oppfølging av avtalen og behov for endringer.
p3 = Regionen har langsiktige planer med handlingsprogram og årlige handlingsplaner. De rammer inn dialogen.
p3-1 = Partene har rutiner for samhandling og deltar i fylkets planarbeid. Avtalene speiler mål og tiltak fra planene og det partene er enige om.
p4-1 = KS kaller inn til de nasjonale møtene, vår og høst, i god tid.
p4-2 = Fylkeskommunens ledelse kaller inn til de regionale møtene og koordinerer samhandlingen i regionen.
