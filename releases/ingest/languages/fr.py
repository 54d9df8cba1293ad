"""French press-office words."""
# ruff: noqa: E501 - a list is written as it is read

STOPWORDS = (
    "le la les de des du et un une est dans pour que qui par sur avec au aux ce cette sont nous plus ont"
)

MONTHS = """janvier janv; février fevrier févr fév; mars; avril avr; mai; juin; juillet juil; août aout;
septembre sept; octobre oct; novembre nov; décembre decembre déc"""
WEEKDAYS = "lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche"

RELEASE_LABELS = """
communiqué de presse; communique de presse; pour (?:diffusion|publication) immédiate; à diffuser immédiatement
communiqué; dossier de presse; note de presse; information presse; note aux médias; avis aux médias
"""
DATE_LABELS = "date de publication; publié le; date de parution; date; diffusé le; paru le"
EMBARGO_LABELS = """
(?:sous )?embargo; ne pas diffuser avant; à ne pas (?:diffuser|publier) avant
"""
CONTACT_LABELS = """
contacts? (?:de )?(?:la )?(?:presse|médias?); contacts?; relations (?:avec les )?(?:presse|médias?|médiatiques)
service (?:de )?presse; renseignements?(?: aux médias)?; personnes?-ressources?; attachée? de presse
demandes? (?:des )?médias; pour (?:plus d['’]|de plus amples |tous? )?(?:informations?|renseignements?); informations? presse
"""
CONTACT_SENTENCES = """
pour (?:plus d['’]|de plus amples |toute |obtenir plus d['’]|plus de |tout |en savoir )(?:informations?|renseignements?|questions?|demandes?|précisions|plus|davantage)(?:,? [^.:\\n]{0,60}?)?,? ?(?:veuillez |merci de |prière de |vous pouvez )?(?:contacter|communiquer avec|appeler|joindre|vous adresser à|écrire à)
"""
NOTES_LABELS = "notes? (?:aux?|à l['’]attention des|pour les) (?:rédacteurs?|rédactions?|journalistes?|éditeurs?); document d['’]information; contexte"
ABOUT = "à propos d(?:e la|es|u|e l['’]|e|['’])"
END_MARKS = "fin; fin du communiqué"

SAY_VERBS = """
déclare déclaré dit affirme affirmé ajoute ajouté explique expliqué souligne souligné précise précisé conclut
conclu poursuit poursuivi commente commenté indique indiqué estime estimé rappelle rappelé assure assuré
confie confié note noté annonce annoncé soutient insiste insisté témoigne témoigné raconte raconté
mentionné mentionne soutenu reconnaît reconnu
"""
ACCORDING = "selon; d['’]après"
PRONOUNS = "il elle ils elles t-il t-elle"
HE = "il t-il"
SHE = "elle t-elle"
HIS_TITLES = "m monsieur"
HER_TITLES = "mme mlle madame"
NO_TITLE = "à par hier"  # not within a function that stands before a name and a comma
HONORIFICS = (
    "m mme mlle me dr docteur docteure pr professeur professeure monsieur madame maître son excellence"
)
ROLE_WORDS = """
ministre secrétaire président présidente vice-président vice-présidente directeur directrice directeurs chef
cheffe
responsable chargé chargée fondateur fondatrice cofondateur cofondatrice porte-parole député députée sénateur
sénatrice maire mairesse ambassadeur ambassadrice gérant gérante associé associée professeur professeure
chercheur
chercheuse conseiller conseillère commissaire délégué déléguée doyen doyenne recteur rectrice pdg dg préfet
préfète gouverneur gouverneure coordinateur coordinatrice coordonnateur coordonnatrice représentant
représentante
médecin avocat avocate juge procureur procureure bourgmestre économiste entraîneur capitaine premier
première attachée attaché
"""
EMPLOYED = """
président présidente directeur directrice porte-parole fondateur fondatrice cofondateur responsable pdg chef
vice-président vice-présidente professeur professeure directrice chercheur chercheuse chargée chargé
"""
AREAS = "clientèle médias marketing communication communications recherche développement opérations ventes santé finances direction affaires programme programmes relations"
ORG_HEADS = """
Ministère Agence Université Conseil Association Fondation Institut Banque Fédération Commission Comité Société
Groupe Centre Cour Tribunal Parlement Assemblée Sénat Mairie Préfecture Office Organisation Syndicat Union
Ligue École
Chambre Académie Hôpital Musée Bibliothèque Autorité Haut-Commissariat Secrétariat Direction Observatoire
Service
Fonds Caisse Régie Collège Mutuelle Confédération Bureau Réseau Compagnie Parti Haute Église Orchestre
Laboratoire
Programme Centrale Collectif Coalition Délégation Régiment Police Gendarmerie
"""
WEAK_HEADS = "Centre Service Programme Direction Bureau Haute Délégation Assemblée École Union Centrale Collectif Office Réseau"
BOARDS = "Conseil d['’]administration; Conseil"
LOWER_BODIES = "ministère université préfecture mairie faculté"
LOWER_HEADS = "ligue banque agence fédération chambre école université association fondation cour société autorité commission"
BODY_NOUNS = """
société sociétés entreprise entreprises firme firmes association organisme organisation organisations marque
marques ONG
filiale groupe fondation éditeur fournisseur partenaire partenaires université agence banque opérateur
start-up
fabricant distributeur coopérative mutuelle syndicat cabinet
"""
GENERIC_FIRST = """Le La Les L Un Une Des Du De Ce Cette Ces Son Sa Ses Notre Nos Leur Leurs Dans En Pour Par Sur Avec Au
Aux À A Et Mais Ou Où Si Il Elle Ils Elles On Nous Vous Depuis Après Avant Selon Lors Grâce Afin Ainsi Forte
Fort Fidèles
Cela Ces Chaque Tout Toute Tous Toutes Plus Bravo Parmi Affichant Comme Malgré Par Aujourd'hui Aujourd’hui Hier M Mme Que Qui Quand"""
GENERIC_NAME = "National Nationale Fédéral Fédérale Général Générale Régional Régionale Administration"
ORG_VERBS = """
a annonce rejoint lance offre est se sera soutiendra propose devient présente poursuit ouvre signe
renouvelle remporte publie organise participe accueille inaugure développe"""
WITH_BODIES = """
en partenariat avec; en collaboration avec; partenaires? (?:officiels? |exclusifs? |principaux |principal )?(?:de|du|des); filiale (?:de|du); avec (?:le soutien|la participation|l['’]appui|le concours) d(?:e|u|es|e la); aux côtés (?:de|du)
"""
GOVERNMENT = "Gouvernement d(?:u|e la|e l['’]|es|e)"
KNOWN = "ONU OMS OTAN UNESCO OIM FMI OCDE OMC INSEE CNRS INSERM AFD SNCF Croix-Rouge Union_européenne Nations_Unies Nations_unies Commission_européenne"
PHONE_LABELS = "tél téléphone tel bureau fixe ligne directe t standard"
MOBILE_LABELS = "portable mobile cellulaire cell gsm port mob"
FAX_LABELS = "télécopieur télécopie fax"
EMAIL_LABELS = "courriel mél mail e-?mail adresse_électronique courrier_électronique"
JOINERS = "et ou au à par chez"
MIDDAY = "midi"
MIDNIGHT = "minuit"
LINE_WORDS = "le la les de des du et un une dans pour que qui par sur avec au aux en à l d"
SMALL = "de du des de_la de_l et pour sur d"
PLACES = """
France Canada Belgique Suisse Afrique Maroc Algérie Tunisie Sénégal Mali Niger Tchad Cameroun Congo Haïti
Québec Ontario
Paris Genève Bruxelles Montréal Toronto Ottawa Lyon Marseille Europe Allemagne Italie Espagne Portugal
Angleterre
États-Unis Royaume-Uni Japon Chine Inde Corée Asie Amérique Côte_d'Ivoire Burkina_Faso New_York Corée_du_Sud
"""
