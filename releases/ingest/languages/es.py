"""Spanish press-office words."""
# ruff: noqa: E501 - a list is written as it is read

STOPWORDS = "el la los las de del y en que un una es por para con se su al lo como más sus este esta son ha"

MONTHS = """enero ene; febrero feb; marzo mar; abril abr; mayo; junio jun; julio jul; agosto ago;
septiembre setiembre sept sep; octubre oct; noviembre nov; diciembre dic"""
WEEKDAYS = "lunes; martes; miércoles; jueves; viernes; sábado; domingo"

RELEASE_LABELS = """
para (?:su )?(?:publicación|difusión|divulgación) inmediata; comunicado(?: oficial| conjunto)?(?: de prensa)?; nota (?:de prensa|informativa)
boletín(?: de prensa| informativo)?; aviso a los medios
"""
DATE_LABELS = "fecha(?: de publicación| de emisión)?; publicado(?: el)?"
EMBARGO_LABELS = "(?:bajo )?embargo; embargad[oa]; no (?:publicar|difundir) antes de"
CONTACT_LABELS = """
contactos? (?:de |para |con )?(?:la )?(?:prensa|medios)(?: de comunicación)?; contactos?; (?:para )?(?:más|mayor) informaci[oó]n
oficina de prensa; gabinete de prensa; departamento de prensa; departamento de comunicación; informes
"""
CONTACT_SENTENCES = """
para (?:más|mayor|mayores|cualquier|obtener más|solicitar más) (?:informaci[oó]n|informes|detalles|consulta)(?:,? [^.:\\n]{0,60}?)?,? ?(?:por favor,? ?)?(?:contacte|contactar|contáctese|comuníquese|comunicarse|llame|llamar|póngase en contacto|favor de contactar|escriba)(?: a| con| al)?
"""
NOTES_LABELS = "notas? (?:a los|al|para los|para el) (?:editores|editor|medios|periodistas|redactores); antecedentes; contexto"
ABOUT = "(?:acerca|sobre) d?e?l? ?(?:la |el |los |las )?"
END_MARKS = "fin; fin del comunicado"

SAY_VERBS = """
dijo dice afirmó afirma señaló señala expresó expresa agregó agrega añadió añade explicó explica indicó indica
manifestó manifiesta declaró declara comentó comenta aseguró asegura destacó destaca subrayó subraya sostuvo
sostiene
apuntó apunta concluyó concluye precisó precisa resaltó resalta recordó reiteró puntualizó enfatizó anunció
mencionó detalló detalla informó relató enfatiza argumentó celebró dicho afirmado asegurado señalado
explicado añadido
destacado manifestado declarado indicado subrayado recordado insistido reclamado
"""
ACCORDING = "según; de acuerdo con; en palabras de"
PRONOUNS = "él ella ellos ellas"
HE = "él"
SHE = "ella"
HIS_TITLES = "sr don señor"
HER_TITLES = "sra srta doña señora"
NO_TITLE = "a por hoy ayer"  # not within a function that stands before a name and a comma
HONORIFICS = "sr sra srta don doña dr dra doctor doctora ing lic prof profesor profesora señor señora licenciado licenciada ingeniero ingeniera"
ROLE_WORDS = """
ministro ministra secretario secretaria presidente presidenta vicepresidente vicepresidenta director
directora jefe
jefa gerente fundador fundadora cofundador portavoz vocero vocera diputado diputada senador senadora alcalde
alcaldesa
embajador embajadora fiscal juez jueza gobernador gobernadora profesor profesora investigador investigadora
coordinador coordinadora responsable consejero consejera comisario comisaria delegado delegada rector rectora
decano decana representante subsecretario subsecretaria asesor asesora titular médico alguacil asistente
rector comandante concejal concejala canciller defensor defensora viceministro viceministra intendente intendenta
superintendente inspector inspectora comandante vicerrector vicerrectora economista socio socia consejero
"""
EMPLOYED = "presidente presidenta director directora portavoz vocero vocera fundador fundadora gerente jefe jefa profesor investigadora investigador rector rectora"
AREAS = "comunicación comunicaciones marketing ventas operaciones investigación salud desarrollo política policía personal prensa"
ORG_HEADS = """
Ministerio Secretaría Agencia Universidad Consejo Asociación Fundación Instituto Banco Federación Comisión
Comité Sociedad
Grupo Centro Corte Tribunal Parlamento Asamblea Senado Ayuntamiento Alcaldía Oficina Organización Sindicato
Unión Liga
Colegio Escuela Cámara Academia Hospital Museo Biblioteca Autoridad Dirección Observatorio Servicio Fondo Caja
Confederación Red Compañía Partido Corporación Fiscalía Defensoría Procuraduría Superintendencia Congreso
Gobernación
Policía Ejército Iglesia Alianza Junta Diputación Cruz Empresa Fuerza Cancillería Municipalidad Contraloría Unidad
Comisaría Cuerpo
"""
BOARDS = "Junta Directiva; Consejo de Administración; Directorio; Mesa Directiva"
LOWER_BODIES = "ministerio universidad"
WEAK_HEADS = "Unidad Partido Centro Servicio Red Dirección Oficina Unión Escuela Junta Alianza Asamblea Congreso Colegio Grupo Corte"
BODY_NOUNS = """
empresa empresas compañía compañías firma firmas asociación organización organizaciones marca marcas ONG
filial grupo
fundación editorial proveedor socio socios universidad agencia banco operador fabricante sociedad
cooperativa equipo
"""
GENERIC_FIRST = """El La Los Las Un Una Unos Unas Del De Al Este Esta Estos Estas Su Sus Nuestro Nuestra En Por Para Con Sin
Sobre Y Pero O Si Como Cuando Desde Hasta Según Durante Tras Hoy Ayer Además También Entre Todo Todos Cada
Más Lo Que Se
Asimismo Ante Bajo Mediante Gracias Ello Dicho Dicha Actualmente Finalmente A"""
GENERIC_NAME = "Nacional Federal General Regional Superior Supremo Suprema Municipal Provincial"
ORG_VERBS = """
anunció anuncia ha lanzó lanza firmó ofreció ofrece presentó presenta es será informó informa inauguró
participaron participó colaboró celebra celebró abre publicó organiza recibió"""
WITH_BODIES = """
en (?:colaboración|asociación|alianza|conjunto|coordinación) con; filial de
con (?:el apoyo|la participación|el respaldo) del?; socio de; junto con; equipo
"""
GOVERNMENT = "Gobierno de(?: la| los|l)?"
KNOWN = "ONU OMS OTAN OIM FMI OEA CEPAL BID UNESCO UNICEF ACNUR PNUD CAF Naciones_Unidas Unión_Europea Cruz_Roja Comisión_Europea Banco_Mundial"
PHONE_LABELS = "tel tel[eé]fono tels oficina tfno tlf t[eé]l directo fijo"
MOBILE_LABELS = "m[oó]vil celular cel"
FAX_LABELS = "fax"
EMAIL_LABELS = "correo correo_electr[oó]nico e-?mail mail"
JOINERS = "y o al en por a con"
MIDDAY = "mediod[ií]a"
MIDNIGHT = "medianoche"
LINE_WORDS = "el la los las de del y en que un una por para con se su al lo o"
SMALL = "de del de_la de_los de_las y para e"
PLACES = """
España México Argentina Chile Colombia Perú Bolivia Ecuador Venezuela Uruguay Paraguay Cuba Panamá Guatemala
Honduras
Nicaragua Madrid Barcelona Sevilla Valencia Lima Bogotá Caracas Santiago Quito Montevideo Europa África Asia
América
Brasil Francia Alemania Italia Portugal Japón Andalucía Cataluña Estados_Unidos El_Salvador Costa_Rica
Puerto_Rico
América_Latina Buenos_Aires Reino_Unido Caribe
"""
