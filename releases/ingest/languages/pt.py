"""Portuguese press-office words."""
# ruff: noqa: E501 - a list is written as it is read

STOPWORDS = (
    "o a os as de do da dos das e em que um uma é para com não por no na se ao mais como foi são pela pelo"
)

MONTHS = """janeiro jan; fevereiro fev; março marco mar; abril abr; maio; junho jun; julho jul; agosto ago;
setembro set; outubro out; novembro nov; dezembro dez"""
WEEKDAYS = "segunda-feira segunda; terça-feira terça; quarta-feira quarta; quinta-feira quinta; sexta-feira sexta; sábado; domingo"

RELEASE_LABELS = """
comunicado (?:de|à) imprensa; para (?:divulgação|publicação) imediata; nota (?:à|de) imprensa; press release; nota oficial
release; informação à imprensa; aviso de pauta; sugestão de pauta
"""
DATE_LABELS = "data(?: de publicação| da publicação)?; publicado em; divulgado em"
EMBARGO_LABELS = "(?:sob )?embargo; embargad[oa]; não (?:publicar|divulgar) antes de"
CONTACT_LABELS = """
contatos? (?:para |de |com )?(?:a )?(?:imprensa|m[ií]dia); contactos? (?:para |de )?(?:a )?imprensa; contatos?; contactos?
assessoria de (?:imprensa|comunicação); (?:para )?mais informações; informações (?:à|para a|para) imprensa; atendimento à imprensa
gabinete de (?:imprensa|comunicação)
"""
CONTACT_SENTENCES = """
para (?:mais|maiores|obter mais|outras) (?:informações|esclarecimentos|detalhes)(?:,? [^.:\\n]{0,60}?)?,? ?(?:por favor,? ?|favor )?(?:contacte|contate|contactar|contatar|entre em contato|entrar em contato|ligue|ligar|escreva)(?: com| para)?
"""
NOTES_LABELS = "notas? (?:aos|ao|para os|para o|à) (?:editores|editor|redação|jornalistas|redações); contexto; antecedentes"
ABOUT = "(?:sobre|acerca) (?:d?[oa]s? )?"
END_MARKS = "fim; fim do comunicado"

SAY_VERBS = """
disse diz afirmou afirma declarou declara explicou explica acrescentou acrescenta destacou destaca ressaltou
ressalta
comentou comenta concluiu conclui completou completa salientou salienta sublinhou sublinha referiu refere
apontou aponta
observou enfatizou contou conta avaliou avalia reforçou reforça lembrou lembra frisou defendeu garantiu
adiantou
"""
ACCORDING = "segundo; de acordo com; conforme; para"
PRONOUNS = "ele ela eles elas"
HE = "ele"
SHE = "ela"
HIS_TITLES = "sr senhor"
HER_TITLES = "sra dona senhora"
NO_TITLE = "a por hoje ontem"  # not within a function that stands before a name and a comma
HONORIFICS = "sr sra dr dra dom dona prof profa professor professora senhor senhora doutor doutora eng"
ROLE_WORDS = """
ministro ministra secretário secretária presidente presidenta vice-presidente diretor diretora director
directora chefe
gerente fundador fundadora cofundador porta-voz deputado deputada senador senadora prefeito prefeita
embaixador
embaixadora procurador procuradora juiz juíza governador governadora professor professora pesquisador
pesquisadora
investigador investigadora coordenador coordenadora responsável conselheiro conselheira comissário delegado
delegada
reitor reitora representante superintendente assessor assessora vereador vereadora médico médica bastonário
presidenta sócio sócia
economista engenheiro engenheira especialista
"""
EMPLOYED = "presidente diretor diretora director directora porta-voz fundador fundadora gerente coordenador coordenadora professor professora pesquisador pesquisadora reitor reitora sócio sócia"
AREAS = "comunicação marketing vendas operações pesquisa saúde desenvolvimento políticas imprensa tecnologia negócios"
ORG_HEADS = """
Ministério Secretaria Agência Universidade Conselho Associação Fundação Instituto Banco Federação Comissão
Comitê Comité
Sociedade Grupo Centro Corte Tribunal Parlamento Assembleia Senado Prefeitura Câmara Organização Sindicato
União Liga
Colégio Escola Academia Hospital Museu Biblioteca Autoridade Direção Direcção Direção-Geral Observatório
Serviço Fundo Caixa
Confederação Rede Companhia Partido Corporação Procuradoria Defensoria Superintendência Congresso Polícia
Exército
Igreja Aliança Junta Ordem Empresa Cruz Receita Programa Faculdade
"""
BOARDS = "Conselho de Administração; Diretoria; Conselho Diretor"
LOWER_BODIES = "ministério universidade"
WEAK_HEADS = "Centro Serviço Rede Direção União Escola Junta Aliança Assembleia Congresso Colégio Grupo Programa Ordem Corte"
BODY_NOUNS = """
empresa empresas companhia companhias associação organização organizações marca marcas ONG subsidiária grupo
fundação
editora fornecedora parceiro parceira parceiros universidade agência banco operadora fabricante sociedade
cooperativa
"""
GENERIC_FIRST = """O A Os As Um Uma Uns Umas Do Da Dos Das De No Na Nos Nas Em Por Para Com Sem Sobre E Mas Ou Se Como Quando
Desde Até Segundo Durante Após Hoje Ontem Além Também Entre Todo Todos Cada Mais Este Esta Esse Essa Seu Sua
Seus Suas Nosso
Nossa Ao À Aos Às Pela Pelo Atualmente Conforme Já Não Que"""
GENERIC_NAME = "Nacional Federal Geral Regional Superior Supremo Municipal Estadual"
ORG_VERBS = """anunciou anuncia lançou lança assinou oferece apresentou apresenta é será informou informa inaugurou participou
celebra abre publicou organiza recebeu tem divulgou promove realiza"""
WITH_BODIES = """
em (?:parceria|colaboração|conjunto|cooperação) com; subsidiária d[aeo]
com (?:a participação|o apoio|apoio) d[aeo]s?; parceir[oa]s? d[aeo]; junto com
"""
GOVERNMENT = "Governo d(?:e|o|a|os|as)"
KNOWN = "ONU OMS OTAN NATO OIM FMI OEA BID UNESCO UNICEF ACNUR PNUD IBGE Anvisa Fiocruz Embrapa Petrobras Nações_Unidas União_Europeia Cruz_Vermelha Comissão_Europeia Banco_Mundial"
PHONE_LABELS = "tel telefone tels fone t fixo"
MOBILE_LABELS = "telem[oó]vel celular cel whatsapp"
FAX_LABELS = "fax"
EMAIL_LABELS = "e-?mail correio correio_ele[c]?tr[oó]nico mail"
JOINERS = "e ou ao em pelo pela por a com"
MIDDAY = "meio-dia"
MIDNIGHT = "meia-noite"
LINE_WORDS = "o a os as de do da dos das e em que um uma para com por no na se ao ou"
SMALL = "de do da dos das e para"
PLACES = """
Brasil Portugal Angola Moçambique Brasília Lisboa Porto Luanda Maputo Europa África Ásia América Espanha
França Alemanha
Argentina Chile Bahia Pernambuco Ceará Paraná Amazonas São_Paulo Rio_de_Janeiro Minas_Gerais Belo_Horizonte
Estados_Unidos América_Latina Cabo_Verde Rio_Grande_do_Sul Reino_Unido
"""
