"""What a browser would send: the values that stand in a form of a page, for a test to change and post."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values, self.buttons = {}, []
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        name, kind = found.get("name"), found.get("type")
        if tag == "button" and name:
            self.buttons.append(name)
        elif tag == "textarea":
            self.textarea = name
            self.values[name] = ""
        elif tag == "select":
            self.select = (name, "multiple" in found)
            if "multiple" in found:
                self.values[name] = []
        elif tag == "option" and self.select:
            name, is_multiple = self.select
            if is_multiple and "selected" in found:
                self.values[name].append(found["value"])
            elif not is_multiple and ("selected" in found or name not in self.values):
                self.values[name] = found["value"]
        elif tag == "input" and name and kind not in ("submit", "button"):
            if kind not in ("checkbox", "radio"):
                self.values[name] = found.get("value", "")
            elif "checked" in found:
                self.values[name] = found.get("value", "on")

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser drops the one line feed that may follow the tag, and sends CRLF.
            text = self.values[self.textarea].removeprefix("\n")
            self.values[self.textarea] = text.replace("\n", "\r\n")
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data


def _read(response):
    form = _Form()
    form.feed(response.content.decode())
    return form


def typed(response, **changes):
    """The values of the page's form with these changes, rows that are only patterns for new ones left out."""
    values = {name: value for name, value in _read(response).values.items() if "__prefix__" not in name}
    return values | changes


def buttons(response):
    """The names of the buttons that submit a form on the page."""
    return _read(response).buttons


def add_row(data, prefix, **values):
    """The form's values with one more row in the group of this prefix."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": number + 1}
