from django import template
from django.template.base import token_kwargs
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


MOST = 1000  # pieces that a process keeps of one place in a template


class Once(template.Node):
    def __init__(self, nodelist, by, values):
        self.nodelist, self.by, self.values, self.kept = nodelist, by, values, {}

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = self.by.resolve(context, ignore_failures=True) if self.by else tuple(values.values())
        if key is None:
            return self.nodelist.render(context.new(values))
        key = (get_language(), key)
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            found = self.kept[key] = self.nodelist.render(context.new(values))
        return found


@register.tag
def once(parser, token):
    """`{% once here=… name=… %}…{% endonce %}`: what stands on many pages alike, rendered once a process for
    each language and each set of these values. It sees nothing else.

    With `by=…` it is one for each of these keys: all that was read of the thing it shows, as a tuple, so that
    it is never out of date. Where there is None, it is rendered each time.
    """
    values = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(nodelist, values.pop("by", None), values)


@register.simple_tag(takes_context=True)
def lang(context, text):
    """The attributes of an element with words of this release, where its language is not the page's."""
    if text.language_id == context["page_language"]:
        return ""
    return format_html(' lang="{}" dir="{}"', text.language_id, text.language.direction)
