"""Reading an answer of the site as its visitors do: strictly, and by the words."""

from html5lib import HTMLParser

from releases.body import squash

INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
SILENT = {"script", "style", "svg"}


def page(response):
    """The element tree of an HTML answer. Raises ParseError at the first fault against the HTML standard."""
    return HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


def elements(tree):
    """Every element, in order, without comments."""
    return [one for one in tree.iter() if isinstance(one.tag, str)]


def words(element):
    """The text of an element on one line, as it reads aloud."""
    return squash("".join(_texts(element)))


def _texts(element):
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    apart = "" if element.tag in INLINE else " "
    yield apart + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield apart


def having(tree, name):
    """The elements that have this class."""
    return [one for one in elements(tree) if name in one.get("class", "").split()]


def links(tree):
    """{text: address} of every link."""
    return {words(one): one.get("href") for one in tree.iter("a")}


def facts(tree):
    """{term: text} of the list beside a text."""
    parts = list(having(tree, "facts")[0])
    return {words(one): words(parts[number + 1]) for number, one in enumerate(parts) if one.tag == "dt"}
