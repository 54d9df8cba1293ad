"""Places that English texts name, which are no bodies, and bodies they name without spelling them out."""

PLACES = """
Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bangladesh Belgium Brazil
Britain
Bulgaria Cambodia Cameroon Canada Chad Chile China Colombia Croatia Cuba Cyprus Denmark Ecuador Egypt
England Eritrea
Estonia Ethiopia Europe Fiji Finland France Georgia Germany Ghana Greece Guatemala Guinea Haiti Honduras
Hungary Iceland
India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kenya Korea Kuwait Laos Latvia Lebanon
Liberia Libya
Lithuania Malaysia Mali Malta Mexico Moldova Mongolia Morocco Mozambique Myanmar Namibia Nepal Netherlands
Nicaragua
Niger Nigeria Norway Oman Pakistan Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia
Rwanda
Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan
Tanzania
Thailand Tunisia Turkey Uganda Ukraine Uruguay Venezuela Vietnam Wales Yemen Zambia Zimbabwe Africa Asia
America
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois
Indiana Iowa
Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
Nebraska Nevada
Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming Alberta
Manitoba
Ontario Quebec Québec Saskatchewan Victoria Queensland Tasmania Sydney Melbourne London Paris Brussels
Geneva Berlin
Canberra Brisbane Perth Adelaide Toronto Ottawa Montreal Chicago Boston Miami Brooklyn Manhattan
Philadelphia Houston
Dallas Seattle Denver Atlanta Detroit Dublin Edinburgh Glasgow Cardiff Belfast Manchester Madrid Rome Vienna
Tokyo Beijing
New_York New_Zealand New_Jersey New_Mexico New_Hampshire New_Orleans North_Carolina South_Carolina
North_Dakota South_Dakota
West_Virginia Rhode_Island United_States United_Kingdom South_Africa South_Australia Western_Australia
New_South_Wales
Los_Angeles San_Francisco San_Diego Hong_Kong Saudi_Arabia Sri_Lanka El_Salvador Costa_Rica Puerto_Rico
Latin_America
North_America South_America Middle_East Northern_Ireland U.S US USA UK U.K UAE EU NSW ACT WA SA NT VIC QLD
DC D.C Caribbean
"""

KNOWN = """
UN UNESCO UNICEF UNHCR UNDP UNEP UNFPA WFP FAO ILO WHO WTO IMF OECD NATO IAEA ASEAN OPEC APEC OSCE CERN
FBI CIA DEA ATF IRS SEC FTC FDA EPA CDC NIH NASA NOAA FEMA USDA HUD HHS DOJ NSA USAID NYPD LAPD NTSB OSHA
BBC NHS HMRC DEFRA Ofcom Ofsted CSIRO ACCC ASIC ABARE ACTU RSPCA AMA UEFA FIFA NCAA NFL NBA MLB NHL
Centrelink Google Microsoft Facebook Amazon Qantas RSPB RNLI NSPCC TUC CBI GMC Natural_England
Historic_England Enterprise_Ireland IDA_Ireland Save_the_Children
Doctors_Without_Borders Médecins_Sans_Frontières Human_Rights_Watch UN_Environment_Programme
UN_Development_Programme
United_Nations_Environment_Programme United_Nations_Development_Programme World_Food_Programme UN_Women
UN-Habitat UNAIDS UNIDO UNCTAD
YouTube Twitter Apple IBM Intel Visa Mastercard Boeing Airbus Reuters Bloomberg
Greenpeace Oxfam Amnesty_International Red_Cross
European_Union European_Commission United_Nations World_Bank European_Parliament Congress Parliament Senate
"""
