"""English press-office words. A space in a phrase stands for white space; a phrase may hold a pattern."""
# ruff: noqa: E501 - a list is written as it is read

from .en_names import KNOWN, PLACES  # noqa: F401 - read by name

STOPWORDS = "the and of to in for is that with on are has have was be this will by from at as an it their our"

MONTHS = """january jan; february feb; march mar; april apr; may; june jun; july jul; august aug;
september sept sep; october oct; november nov; december dec"""
WEEKDAYS = "monday mon; tuesday tues tue; wednesday wed; thursday thurs thur thu; friday fri; saturday sat; sunday sun"

# Lines that say what the paper is, and nothing of what it says.
RELEASE_LABELS = """
for immediate (?:press |media |news )?release; for release; for immediate use; immediate release
(?:joint |official )?(?:press|media|news) (?:release|statement|advisory|notice|announcement|alert)
for immediate publication; for immediate distribution
media advisory; press information; press note; news from the office of; communiqué; newsroom; latest news
"""
# A line over the text that has one of these is a headline, and no letterhead.
HEADLINE_VERBS = """
announces? launch(?:es)? calls? welcomes? urges? says? to will is are was were must wins? opens? backs?
signs? issues? charged sentenced convicted pleads? pleaded releases? joins? gets? gives? receives? awards?
awarded statement introduces? praises? applauds? secures? supports? seeks? visits? names? appoints?
appointed fails? needs? slams? condemns? marks? celebrates? votes? arrested indicted found has have can
should puts? takes? makes? hosts? honou?rs? speaks? delivers? reports? unveils? new
"""
DATE_LABELS = """
date publish(?:ed)?; date of publication; publication date; date of (?:issue|release); release date
date(?:d)?; published(?: on)?; issued(?: on)?; released(?: on)?; posted(?: on)?; first published; publish(?:ed)? date; issue date
"""
EMBARGO_LABELS = """
(?:strictly |under )?(?:strict )?embargo(?:ed)?; not for (?:release|publication|broadcast|use)(?: or \\w+)? (?:before|until)
hold (?:for release )?until; for release (?:at|after|not before)
"""
CONTACT_LABELS = """
(?:press|media|news|pr|publicity|general|public)? ?(?:and (?:media|press))? ?(?:relations |office |team |information |affairs )?contacts?
(?:media|press) (?:inquir(?:y|ies)|enquir(?:y|ies)|queries|office|relations|liaison|officer|spokesperson|interviews?|requests|team)
(?:for )?(?:all )?(?:media|press) (?:inquiries|enquiries|queries|requests|information)
(?:investors?|investor relations|corporate|company|agency|pr|editorial) contacts?
(?:for )?(?:further|more|additional) (?:media |press )?(?:information|details|info)
(?:investors?|media|press)(?= ?:)
contact (?:information|details|person|persons|us); contact for (?:media|press|journalists); (?:enquiries|inquiries|spokesperson)
to arrange (?:an interview|interviews); contact (?:the )?(?:media|press)
"""
# A sentence that leads to a contact; a label must stand alone or before a colon, this need not.
CONTACT_SENTENCES = """
(?:all |any )?(?:media |press )?(?:enquiries|inquiries|queries) to(?= [A-Z]); further (?:information|details)(?: is available)? from(?=:| [A-Z])
for (?:further|more|additional|any further) (?:media |press )?(?:information|info|details|inquiries|enquiries)(?:,? [^.:\\n]{0,60}?)?,? ?(?:please )?(?:contact|call|e-?mail|telephone|phone|ring)
for (?:all )?(?:media|press) (?:inquiries|enquiries|queries|information|interviews)(?:,? [^.:\\n]{0,60}?)?,? ?(?:please )?(?:contact|call|e-?mail)
(?:media|press|journalists|reporters)(?:,? [^.:\\n]{0,40}?)? (?:should|may|can) (?:please )?(?:contact|call|e-?mail)
(?:media|press) (?:inquiries|enquiries|queries) (?:should be directed|may be directed|to|can be directed)
(?:for|to arrange|to request) (?:an )?(?:interviews?|images|photos?|high-res\\w*)(?:,? [^.:\\n]{0,60}?)?,? ?(?:please )?(?:contact|call|e-?mail)
"""
NOTES_LABELS = """
notes? (?:to|for) (?:the )?(?:editors?|media|newsrooms?|journalists?|correspondents); editors?['’]?s? notes?; notes?; media notes?
background(?: information| notes?)?; notes? to editors? and background; further information for editors
"""
ABOUT = "about"
END_MARKS = "ends?; end of (?:release|statement|text|document|transmission); return; more; \\[ends?\\]; media release ends"

SAY_VERBS = """
said says say saying added adds commented comments stated states explained explains noted notes remarked
concluded concludes continued continues declared declares announced observed insisted warned warns argued
argues stressed emphasized emphasised pointed told tells wrote writes called replied responded recalled
reiterated affirmed asserted acknowledged admitted agreed urged quipped enthused cautioned
underlined highlighted shared shares asked asks confirmed believes reflected
"""
# Only before a colon or the opening mark: "The Minister welcomed the move: “…”".
STATEMENT = """
(?:issued|released|made|gave|delivered) (?:the following|this|a|the below|the following joint) (?:joint )?(?:written )?(?:statement|remarks?|comments?|response|message)
(?:the following|this) statement
"""
STATEMENT_BY = "(?:statement|remarks|comments|message) (?:by|from|of|attributable to)"
ACCORDING = "according to; in the words of"
PRONOUNS = "he she they"
HE = "he"
SHE = "she"
HIS_TITLES = "mr sir lord"
HER_TITLES = "mrs ms miss lady dame madam"
NO_TITLE = "today yesterday to by"  # not within a function that stands before a name and a comma

HONORIFICS = """
mr mrs ms miss mx dr prof professor sir dame lord lady hon rt rev reverend the honourable honorable madam
shri smt
judge justice senator sen sens rep reps congressman congresswoman representative councillor councilor cr
gov governor sgt sergeant lt lieutenant capt captain col colonel gen major det detective officer constable
inspector
"""
# What a person is. The last of these before a run of capitals is where the title ends and the name begins.
# What these are "for" or "of" is a field of work, no body.
PORTFOLIOS = "minister ministers"
ROLE_WORDS = """
minister secretary president vice-president chairman chairwoman chairperson chair director directors-general
director-general manager officer chief head ceo cfo cto coo cmo evp svp vp founder co-founder cofounder owner
executive commissioner governor mayor senator congressman congresswoman representative member mp mep mla mlc
mhr mpp msp ambassador envoy adviser advisor spokesman spokeswoman spokesperson attorney prosecutor sheriff
judge justice magistrate solicitor barrister lawyer counsel professor lecturer researcher scientist
economist analyst consultant specialist coordinator co-ordinator administrator superintendent principal dean
chancellor vice-chancellor rector provost treasurer premier deputy leader whip speaker captain
lieutenant colonel general admiral sergeant detective inspector constable commander chaplain bishop
archbishop reverend pastor rabbi imam editor publisher author producer curator artist athlete
coach player medalist medallist champion nurse doctor physician surgeon partner strategist engineer architect
auditor ombudsman clerk trustee patron chairholder delegate negotiator marshal agent supervisor
assistant associate fellow student graduate volunteer resident farmer parent teacher creator designer
representative-elect councillor councilman councilwoman alderman assemblyman assemblywoman assemblymember
comptroller controller chancellor undersecretary under-secretary rapporteur convenor convener recipient
co-chair
cochair co-director lead prime planner buyer choreographer composer conductor actor actress musician singer
chef writer novelist photographer filmmaker historian
biologist chemist physicist geologist psychologist psychiatrist veterinarian epidemiologist pediatrician
surgeon-general pilot warden ranger keeper headteacher headmaster headmistress teacher sergeant bosun
steward curate vicar canon provost designer-in-chief planner developer survivor mother father sister brother
"""
# Roles that name their employer: "CEO of", "spokesperson for".
EMPLOYED = """
ceo cfo cto coo president chair chairman chairwoman chairperson co-chair founder co-founder cofounder owner
director
vice-president vp svp evp director-general manager head spokesman spokeswoman spokesperson executive officer coordinator partner advisor
adviser professor lecturer researcher analyst editor scientist economist dean principal trustee
"""
# What such a role may be of without being an employer: "Director of Communications".
AREAS = """
communications communication marketing sales policy operations research care public health finance human
development strategy science engineering education programs programmes services product products innovation
clinical medical global corporate external internal government community media digital technology information
data security risk legal business consumer customer brand international national regional state federal
administration advocacy campaigns fundraising partnerships people culture staff mission missions party
economics
medicine nursing law psychology sociology physics chemistry biology history politics geography environmental
investor product supply field account accounts creative content design user experience learning training trade
board committee council club class studies affairs sciences surgery pediatrics oncology epidemiology
transport transportation housing water energy climate mining tourism agriculture defence defense justice
"""

# The head word of a body's name: enough with a further capitalised word.
ORG_HEADS = """
Administration Agency Agencies Alliance Assembly Association Associates Authority
Bancorp Bank Board Bureau Centre Center Centers Centres Chamber Charity Church Clinic Club Coalition College
Collective
Commission Committee Companies Company Confederation Congress Consortium Corporation Council Court Courts
Cooperative Co-operative Department Directorate Division Federation Foundation Fund Group Guild Holdings
Hospital Hospitals House Institute Institutes Institution Initiative League Laboratory Laboratories Library
Ministry Museum Network Observatory Office Orchestra Factory Organisation Organization Parliament Partners
Partnership
Party Patrol Police Press School Schools Secretariat Senate Subcommittee Service Services Societies Society
Squad Syndicate Tribunal Trust Union Unions University Universities Academy Airlines Airways
Brewery Broadcasting Industries Insurance Technologies Pharmaceuticals Therapeutics Biosciences Software
Enterprises Ventures Motors Bancshares Constabulary Taskforce Logistics Newspapers Publications
Brigade Watch Corps Army Navy Guard Legion Diocese Synod Parish Nations Ombudsman Treasury Exchange Solutions
Shire Sons Daughters Bros Systems Communications Consulting Studios Entertainment Properties Investments
Analytics Semiconductor Labs Capital
"""
# Heads that a sentence also uses for a place, a product or a plan: they need "of", an owner or a second sign.
# "The Board of Directors of Acme" is Acme.
BOARDS = "Board of Directors; Board of Trustees; Board of Governors; Executive Board"
WEAK_HEADS = """Watch Initiative House Division Squad Press Solutions Systems Communications Capital Exchange Congress Centre Center
Assembly Library Clinic Network Services Guard Unions Schools Courts Hospitals Church Properties Investments Club"""
COMPANY_ENDINGS = """
Inc Incorporated LLC L.L.C Ltd Limited LLP LP Corp Corporation Co plc PLC NV N.V SA S.A SAS S.A.S GmbH AG
SE BV AB Oy ASA SpA S.p.A Pty Bhd PJSC Lda Ltda S.L S.R.L KG"""
# What a name ends in that is no body: a law, a plan, a prize, a place, an event.
NOT_ORG_ENDINGS = """
Act Acts Bill Bills Program Programs Programme Programmes Plan Plans Project Projects Strategy Day Week Month
Year Award Awards Prize Agreement Treaty Report Reports Campaign Grant Grants Summit Conference Convention
Hotline Scheme Package Budget Review Inquiry Process Amendment Constitution Declaration Protocol Index
Survey Fellowship Scholarship Scholarships Medal Cup Championship Championships Games Festival Series Edition
Street Road Avenue Highway Bridge Park River Lake Island Islands Mountains Valley Airport Stadium Square
Building
Law Laws Code Rule Rules Order Resolution Framework Statement Standards Principles Guide Guidelines Toolkit
Platform App Portal Edition Suite Keynote Roadmap Dialogue Forum Expo Meeting Session Workshop Webinar Tour
Disease Syndrome Virus War Crisis Pandemic Relief Responsibility Rights Care Insights Page Website Application
Fair Gala Ball Dinner Ceremony Lecture Hearing Trial Investigation Operation Era Age Cover Sheet Circuit
"""
# Nouns that say what kind of body a name is: "the charity X", "X, a nonprofit organization".
BODY_NOUNS = """
company companies firm firms brand brands organisation organization organisations organizations nonprofit
charity charities agency agencies association foundation manufacturer provider providers retailer retailers
supplier startup start-up subsidiary university institute institution bank insurer publisher broadcaster
airline carrier operator consultancy donor donors sponsor sponsors union federation group network coalition
think-tank NGO NGOs company’s corporation investor investors backer backers lender lenders publisher studio
partners partner competitors competitor users adopters rivals suppliers employer employers customers clients
members investors exhibitors signatories chain maker developer distributor
"""
GENERIC_FIRST = """The A An This That These Those Our Their His Her Its Your My In At On For From With Under By
As When While If Since After Before During Through Over Today Yesterday Also And But Or Both All Many Most
Some
Other Every Each No Not Only According Additionally However Meanwhile Once Until Where Which Who What Why How
Local Former Acting Deputy Assistant New Several Two Three Four Five Six Seven Eight Nine Ten First Second
Last
Next One To Of Like Such Because Although Despite Among Between Within Across Including Via Per Mr Mrs Ms
Miss Dr
Its Here There Then Thus Federal State Dear Please Visit Contact About Following Upon Let Join Help Support Read See Opposition Government Cabinet"""
# A name that is only head words and these is "the Department", not a name.
GENERIC_NAME = """
Federal State National Local Regional Government Executive Supreme High District County City Superior
Circuit Appeals Public Private General Central Board Directors Regional International Crown Municipal Annual
Police Health Medical Parent Media Press News Community"""
POSSESSORS = """Attorney Attorneys Sheriff Governor Coroner Prosecutor Commissioner Ombudsman Mayor Minister Premier President
Solicitor Auditor Comptroller Treasurer Clerk Marshal Defender Examiner General Inspector Children Women Men
People
Farmers Workers King Queen Veterans Teachers Writers Nurses Doctors Consumers Ratepayers Growers Employers
Manufacturers
Girls Boys Mothers Fathers Parents Students Lawyers Bankers Journalists Artists Sons Daughters Merchants"""
ORG_VERBS = """announced announces announce launched launches launch said says today has have is are will offers offered provides
provided signed partnered partners joined welcomes welcomed unveiled introduces introduced reported reports
released releases issued awarded awards received called calls urges urged supports supported completed
acquired
opened opens helps operates serves works worked celebrates plans continues remains invites hosts hosted filed represents campaigns employs brought runs owns makes sells funds manages"""
WITH_BODIES = """
in (?:partnership|collaboration|cooperation|conjunction|association) with; partner(?:s|ed|ship|ing)? with; sponsored by; funded by
acquired by; acquisition of; merger with; subsidiary of; collaborat(?:ed|es|ing) with; employed by; donated by; manufactured by; hosted by; organi[sz]ed by; career (?:at|with); worked (?:at|for); owned by; run by; with (?:the )?(?:support|participation|assistance|help|backing|financial support) (?:of|from)
"""
PHONE_LABELS = (
    "tel telephone phone ph tele direct office desk landline work main line t p o d call telephone_number"
)
MOBILE_LABELS = "mobile mob cell cellular cellphone m c mb"
FAX_LABELS = "fax facsimile f"
EMAIL_LABELS = "e-?mail e-?mail_address mail e"
JOINERS = "and or at on via by to with in"
GOVERNMENT = "Government of(?: the)?"
MIDDAY = "noon midday"
MIDNIGHT = "midnight"

LINE_WORDS = """
a an the of and or for to in on at by with from as that which two three four five six seven eight nine
ten new its his her their our is are was be into over under after before about against between per via"""
