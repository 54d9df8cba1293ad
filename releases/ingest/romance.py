"""Names of bodies in French, Spanish, Portuguese and Arabic, whose words after the first are often small.

"Agence française de développement", "Ministério da Saúde", "وزارة الصحة": the head word comes first.
"""

import re
from functools import cache

from .names import WORD, Named, short_form
from .rules import for_language

ADJECTIVE = (
    r"[a-zà-ÿ]+(?:ale?s?|aux|iques?|iens?|iennes?|aise?s?|oise?s?|istes?|aine?s?|onale?|ic[oa]s?|an[oa]s?|"
    r"eir[oa]s?|enses?|eñ[oa]s?|esas?|éenn?e?s?|"
    r"ari[oa]s?|aires?|iv[oa]s?|ol[ae]?s?|ês|elles?|els?|ar|ada?|diale?s?|ieure?s?|iore?s?|euse?|eur|és|"
    r"uesas?|ista|istas|ente|ut)(?!\w)"
)
CHIEF_OF = re.compile(r"\b(?:[Jj]efe|[Cc]hefe?|[Aa]gente|[Oo]ficial|[Cc]omisario) (?:de |da |do )$")
ARABIC_WORD = r"[\u0621-\u064a\u064b-\u0652]+"


@cache
def _pattern(code):
    rules = for_language(code)
    heads = "|".join(sorted(map(re.escape, rules.own_heads), key=len, reverse=True))
    if code == "ar":
        generic = "|".join(rules.generic)
        return re.compile(
            rf"(?<![\w])(?:[وبلف]|لل|وال|بال)??(?P<name>(?:(?:{heads})(?: (?!في |من |على |إلى |أن |إن |عن |"
            rf"مع |"
            rf"التي |الذي |قد |أعلن|جديد|كبير|خاص|مشترك|وطني){ARABIC_WORD})|"
            rf"ال(?:{heads})(?: (?!{generic})ال{ARABIC_WORD}))"
            rf"(?: (?!اليوم|الماضي|الجاري|الحالي|و(?:ال)?(?:{heads})\b)"
            rf"(?:(?:و?ال|لل|بلا ){ARABIC_WORD}|(?:لشؤون|لحقوق|لرعاية|لدعم|لتنمية|لمكافحة|"
            rf"لبحوث) ال{ARABIC_WORD})){{0,6}})"
        )
    small = rules.small
    return re.compile(
        rf"(?<![\w’-])(?:[LlDd][’'])?(?P<name>(?:{heads})(?: {ADJECTIVE}){{0,2}}(?: (?:(?:{small}) |"
        rf"(?:pour|para|por) (?:la|las|los|les|el|le|a|as|o|os) (?=[A-ZÀ-Þ])|pour (?:la|les?) |"
        rf"[dl][’']){{1,2}}(?:(?!\d|(?:el|la|los|las|le|les|o|a|os|as|un|une|una|um|uma|que|"
        rf"qui)\b)[\w’'-]+)(?: {ADJECTIVE}){{0,2}}| {WORD}| [Dd]?[’']?{WORD}){{0,6}}"
        rf"|(?:{rules.lower_bodies}) (?:de la |de l[’']|du |des |de |del |da |do |"
        rf"das )(?:{WORD})(?: (?:et |y |e )?(?:de la |de l[’']|du |des |de |da |do )?{WORD}){{0,3}}"
        rf"(?: {ADJECTIVE}){{0,2}}"
        rf"|(?:Première|Haute|Grande|Nouvelle|Royale|"
        rf"Jeune) (?:{rules.lower_heads})(?: {ADJECTIVE}){{0,2}})(?![\w])"
    )


def romance_names(words, block, rules):
    """The bodies in a block by the words of its language; none for English."""
    if rules.code == "en":
        return
    at = block.start
    while match := _pattern(rules.code).search(words, at, block.end):
        start, end = match.span("name")
        joint = _joint(rules.code).search(words, start + 3, end)
        end = joint.start() if joint else end
        at = max(end, match.start() + 1)
        text = words[start:end]
        parts = text.split()
        if parts[0] in ("Policía", "Polícia", "Police") and CHIEF_OF.search(
            words[max(0, start - 25) : start]
        ):
            continue
        if len(parts) < 2 or (parts[0] in rules.weak and len(parts) < 3):
            continue
        end = start + len(_trimmed(text, rules))
        if len(words[start:end].split()) < 2:
            continue
        yield Named(start, end, "head word", short_form(words, end, block.end))


@cache
def _joint(code):
    """Where a second body follows the first: "et l’Agence", "e a Fundação"."""
    heads = "|".join(map(re.escape, for_language(code).own_heads))
    known = for_language(code).known
    return re.compile(
        rf" (?:et|y|e) (?:(?:de )?(?:la |le |les |el |los |las |a |o |as |os )|(?:de )?l['’]|du |des |do |"
        rf"da |del )?(?:(?:{heads})(?!\w)|[A-Z]{{3,}}\b|{known}(?!\w))"
    )


def _trimmed(text, rules):
    """The name without small words, persons' titles and plans at its end."""
    parts = text.split(" ")
    for number, part in enumerate(parts[1:], 1):
        verb = len(part) > 3 and part in rules.no_title
        if verb or part in rules.honorifics or part.casefold() in rules.roles or part in rules.not_bodies:
            parts = parts[:number]
            break
    while len(parts) > 1 and (
        re.fullmatch(rules.small, parts[-1], re.IGNORECASE) or parts[-1] in ("y", "e", "et")
    ):
        parts.pop()
    return " ".join(parts).rstrip(".,’'")
