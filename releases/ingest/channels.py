"""Telephone numbers: E.164 only where the text makes the country certain."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat


def read_number(text, regions):
    """The E.164 form of a number as written, or "" where its country is not certain.

    A plus makes it certain; without one it takes a single country that all other numbers of the text share.
    """
    region = None
    if not text.lstrip(" (").startswith("+"):
        if len(regions) != 1:
            return ""
        (region,) = regions
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), region)
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def regions_of(numbers):
    """The countries of the numbers that are written with a plus."""
    regions = set()
    for text in numbers:
        if text.lstrip(" (").startswith("+"):
            try:
                region = phonenumbers.region_code_for_number(phonenumbers.parse(text.replace("(0)", "")))
            except NumberParseException:
                continue
            regions.add(region or "")
    return regions
