"""Who speaks a piece of quoted text: the words behind it, before it, or in the paragraph above."""

import re
from dataclasses import replace

from .meant import REACH, Meant
from .naming import NAME_WORD, Person
from .saying import SENTENCE_STOP, before_auxiliary, shapes_of

# Bodies that speak without a name: "said the delegation", "the court said".
SPEAKING_BODY = re.compile(
    r"(?<!\w)(?:the (?:\w+ )?|la |le |l['’]|el |o |a )?"
    r"(?:delegation|company|court|ministry|department|commission|agency|council|senators|committee|group|"
    r"organi[sz]ation|association|board|bank|university|union|foundation|institute|authority|lawmakers|"
    r"members|"
    r"ministers|leaders|délégation|société|ministère|ministerio|empresa|compañía|ministério)s?"
    r"(?= ?$|,| in an?\b| today)",
    re.IGNORECASE,
)
LED = re.compile(r"[\s,.;:–—\-)،؛]*")
SIGNED = re.compile(r"\s*[–—-]{1,2} ?[A-ZÀ-Þ]")
SIGNATURE = re.compile(rf"(?:{NAME_WORD} ){{1,3}}{NAME_WORD}, [^.!?“”\"]{{4,150}}")
TITLED = re.compile(
    rf"(?:(?:The )?(?:Right )?Hon(?:ou?rable|\.)|Dr\.?|Prof(?:essor|\.)|M[rs]s?\.?|Senator|Sir|Dame) "
    rf"(?:{NAME_WORD} ){{1,3}}{NAME_WORD}"
)
PRONOUN_LAST = re.compile(r"\b(?:he|she|they|il|elle|él|ella|ele|ela) ?$")
OCCASION = re.compile(
    r",? (?:in (?:a|an|the|response|announcing)\b.*|during .*|speaking .*|at the .*|today|on \w+day.*"
    r"|(?:en (?:conferencia|rueda|entrevista|declaraciones|une?|una|el marco|marge|conférence)|lors d|"
    r"dans (?:une?|la|le)|"
    r"au cours|durante|em (?:nota|entrevista|coletiva|uma?)|à l['’](?:occasion|issue))\b.*)$"
)
CLOSING = re.compile(
    r"(?:today|yesterday|in |on |at |during|of |about|when|while|after|before|as |to |following|earlier|"
    r"this|dans|"
    r"lors|en |durante|em |hoy|hoje|aujourd|adding|ce |[“\"«])"
)
FEW_WORDS = 6
THAT = ("that", "que", "إن", "أن")


class Speakers:
    """Finds the speakers in one release, in order: "he said" is whoever was named last."""

    def __init__(self, words, blocks, people):
        self.words, self.blocks, self.people, self.rules = words, blocks, people, people.rules
        self.shapes = shapes_of(self.rules.code)
        self.meant = Meant(words, blocks, people)

    def of(self, number, piece, before, after, first):
        """The speaker of a piece in block `number`, or None; `first` says that no piece stands before it."""
        said = self.words[piece.start : piece.end].rstrip()
        person = self._behind(after, said) or self.before(before, said)
        if not person and first and number and piece.opens - self.blocks[number].start < 3:
            person = self.above(number, said)
        if not person and piece.whole(self.blocks[number]):
            person = self._below(number)
        return self._settle(person)

    def _below(self, number):
        """The speaker on the line under a paragraph of speech: "– Ann Lee, chair of the Trust"."""
        if number + 1 == len(self.blocks):
            return None
        block = self.blocks[number + 1]
        dashed = SIGNED.match(block.text)
        if len(block.text) < 60 and TITLED.fullmatch(block.text):
            return self._signed_in_two_lines(number + 1)
        if len(block.text) > 200 or not (dashed or SIGNATURE.fullmatch(block.text)):
            return None
        return self._person(LED.match(self.words, block.start, block.end).end(), block.end, sure=False)

    def _signed_in_two_lines(self, number):
        """The speaker on one line, with a title, and the function on the next."""
        block = self.blocks[number]
        person = self.people.naming.read(block.start, block.end)
        if person and number + 1 < len(self.blocks):
            under = self.blocks[number + 1]
            if len(under.text) < 120 and self.people.naming.has_role_word((under.start, under.end)):
                return replace(person, role=(under.start, under.end))
        return person

    def above(self, number, said="x " * FEW_WORDS):
        """The speaker whom the paragraph above announces: "Ann Lee said:", "… made this statement …"."""
        previous = self.blocks[number - 1]
        if previous.text.rstrip().endswith(":"):
            return self._settle(self.before((previous.start, previous.end), said, far=True))
        return self._settle(self._who_stated(previous))

    def _settle(self, person):
        person = self.people.complete(person)
        if person and person.named:
            self.meant.last = person
            self.people.note_speaker(person.name)
        return person

    def _who_stated(self, block):
        """Who issues a statement in the last sentence of a paragraph, however the sentence goes on."""
        found = list(
            self.shapes.statement.finditer(self.words, max(block.start, block.end - REACH), block.end)
        )
        if not found:
            return None
        statement = found[-1]
        if SENTENCE_STOP.search(self.words, statement.end(), block.end - 1):
            return None
        return self._person(self._sentence_start(block.start, statement.start()), statement.start())

    def _sentence_start(self, start, end):
        """Where the last sentence before `end` begins."""
        start = max(start, end - REACH)
        stops = [match.end() for match in SENTENCE_STOP.finditer(self.words, start, end)]
        return LED.match(self.words, stops[-1] if stops else start, end).end()

    def _behind(self, after, said):
        """Behind the words: "…", said Ann Lee; "…", Ann Lee said; "…" – Ann Lee, chair."""
        words, (start, end) = self.words, after
        begin = LED.match(words, start, end).end()
        if end - begin < 3:
            return None
        stop = SENTENCE_STOP.search(words, begin, end)
        finish = stop.start() if stop else end
        first = self.shapes.verb_first.match(words, begin, finish)
        ended = said[-1:] in ".!?…" and words[start:begin].strip(" ,;-–—")
        if first and not ended:
            if first["inverted"] or not words[first.end() : finish].strip(" .,"):
                return self.meant.latest(begin)
            return self._person(first.end(), finish)
        if finish - begin < 160 and SIGNED.match(words, start, end):
            return self._person(begin, finish, sure=False)
        verb = self.shapes.verb.search(words, begin, min(finish, begin + 220))
        if not verb or verb.start() == begin:
            return None
        rest = words[verb.end() : finish].strip(" ,")
        # Nothing but a time, place or manner may follow "X said" where the quoted sentence was complete.
        if rest and said[-1:] != "," and not CLOSING.match(rest):
            return None
        return self._person(begin, before_auxiliary(words, begin, verb.start()))

    def before(self, before, said, far=False):
        """Before the words: "Ann Lee, chair of the Trust, said:", "According to Ann Lee,", "Ann Lee:"."""
        words, (start, end) = self.words, before
        text = words[max(start, end - REACH) : end].rstrip()
        if not text or (text[-1] in ".!?”»" and not far):
            return None
        finish = max(start, end - REACH) + len(text)
        begin = self._sentence_start(start, finish)
        for shape in (self.shapes.according, self.shapes.statement_by):
            lead = shape.search(words, begin, finish)
            if lead:
                return self._person(lead.end(), finish)
        statement = self.shapes.statement.search(words, begin, finish)
        if statement and statement.start() > begin:
            return self._person(begin, statement.start())
        verbs = list(self.shapes.verb.finditer(words, begin, finish))
        for verb in verbs:
            person = self._with_verb(begin, verb, finish, text, said)
            if person:
                return person
        if text[-1] == ":" and not verbs and finish - begin < 200:
            return self._person(begin, finish, sure=False)
        return None

    def _with_verb(self, begin, verb, finish, text, said):
        """The speaker in "X said", "said X:" or a bare "added:" before the words."""
        leads = text[-1] in ":,"
        alone = not self.words[verb.end() : finish].strip(" :,")
        if leads and alone and verb.start() - begin < 4:
            return self.meant.latest(begin)
        if leads and not alone and verb.start() - begin > 1:
            person = self._inverted(begin, verb, finish)
            if person:
                return person
        if verb.start() - begin < 2:
            behind = self.shapes.verb_first.match(self.words, verb.start(), finish)
            return self._person(behind.end(), finish) if leads or self.rules.code == "ar" else None
        if leads or text.endswith(THAT) or len(said.split()) >= FEW_WORDS:
            return self._person(begin, before_auxiliary(self.words, begin, verb.start()))
        return None

    def _inverted(self, begin, verb, finish):
        """The speaker behind the verb, in "Welcoming the news, said Ann Lee:"; none stands before it."""
        naming, behind = self.people.naming, self.shapes.verb_first.match(self.words, verb.start(), finish)
        if self.rules.code == "ar":
            return self._person(behind.end(), finish)
        if self.words[verb.start() - 2 : verb.start()] != ", ":
            return None
        before, person = naming.read(begin, verb.start()), naming.read(behind.end(), finish)
        if not person or not self._is_believable(person, False):
            return None
        return None if before and self._is_believable(before, False) else person

    def _person(self, start, end, sure=True):
        """The speaker whom these words name; without a verb of saying only a plain name is believed."""
        words = self.words
        end = min(end, start + REACH)
        pronoun = self.shapes.pronoun.match(words, start, end)
        if not pronoun or end - pronoun.end() >= 60:
            pronoun = PRONOUN_LAST.search(words, start, end)
        if pronoun:
            return self.meant.latest(start, pronoun[0].strip().casefold())
        cut = OCCASION.search(words, start, end)
        person = self.people.naming.read(start, cut.start() if cut and cut.start() > start else end)
        if person and self._is_believable(person, sure):
            return person
        if not sure:
            return None
        body = SPEAKING_BODY.search(words, start, end)
        found = self._behind_clause(start, end) if not body or body.start() > start else None
        found = found or self.meant.in_office(start, end)
        return found or (Person(body.span(), named=False) if body else None)

    def _behind_clause(self, start, end):
        """The person in "Welcoming the news, Ann Lee, chair of the Trust,"."""
        comma = self.words.find(", ", start, end)
        person = self.people.naming.read(comma + 2, end) if comma >= 0 else None
        if not person or not self._is_believable(person, bool(person.role) and self._is_titled(person)):
            return None
        return person

    def _is_titled(self, person):
        return self.people.naming.is_title(self.words[person.role[0] : person.role[1]].split()[0])

    def _is_believable(self, person, sure):
        name = self.words[person.name[0] : person.name[1]]
        if self.rules.code == "ar":
            return len(name) > 2
        if not name[:1].isupper() and name[:3].lower() not in ("al-", "el-"):
            return False
        parts = name.split()
        if parts[0] in self.rules.generic_first and len(parts) < 3 and parts[0] != "A":
            return False
        return sure or self.people.naming.looks_a_name(person.name)
