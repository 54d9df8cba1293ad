"""What is certain in a contact line: numbers, addresses, their labels, and what parts them."""

import re

from . import marks
from .rules import EMAIL_LABEL, FAX_LABEL, JOINER, MOBILE_LABEL, PHONE_LABEL

HIDDEN_EMAIL = r"\[email[\s\xa0]protected\]"  # how a well-known web host hides addresses from copying
DOMAIN = (
    r"(?<![\w@.])(?:[\w-]{1,63}\.){1,6}(?:com|org|net|gov|edu|int|ca|uk|au|fr|es|br|pt)(?:/\S*)?(?![\w@])"
)
ATOM = re.compile(
    rf"(?P<email>(?:mailto:)?{marks.EMAIL.pattern}|{HIDDEN_EMAIL})|(?P<url>{marks.URL.pattern}|{DOMAIN})"
    rf"|(?P<phone>{marks.PHONE.pattern})|(?<![\w@.’'-])"
    rf"(?:(?P<fax>{FAX_LABEL})|(?P<mobile>{MOBILE_LABEL})|(?P<email_label>{EMAIL_LABEL})|"
    rf"(?P<phone_label>{PHONE_LABEL}))"
    r"(?:(?= ?[.:/(+]*[ ]?[+(]?\d)|(?= ?[.:])|(?= [\w.+-]{1,64}@)|(?=\)))[.:)]*(?: ?:)?|"
    r"(?P<social>@\w{2,30})",
    re.IGNORECASE,
)
GAP_OF = {"email_label": "email", "mobile": "mobile", "phone_label": "phone"}
CUT = re.compile(
    rf"\s*(?:[,;|()/،؛]|(?<=\s)[–—•·-]+(?=\s)|:|\n)\s*|(?<=\s)(?:{JOINER})(?=\s|$)|^(?:{JOINER})(?=\s)"
    r"|^(?:please )?(?:contact|call|e-?mail|veuillez|contacter)\b",
    re.IGNORECASE,
)
NOTE_MOBILE = re.compile(rf"[\s,]*\(\s*(?:{MOBILE_LABEL})\s*\)", re.IGNORECASE)
PATTERN_OF_ADDRESS = re.compile(
    r"(?:first\W?name|name|prenom|nombre|nome)[._-](?:last|sur|nom|apellido|sobrenome)", re.IGNORECASE
)
DOTTED = ("Inc.", "Ltd.", "Co.", "Corp.")  # names that end with a stop of their own
