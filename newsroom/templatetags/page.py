from django import template
from django.template.base import token_kwargs
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


class Once(template.Node):
    def __init__(self, nodelist, values):
        self.nodelist, self.values, self.kept = nodelist, values, {}

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = self.nodelist.render(context.new(values))
        return found


@register.tag
def once(parser, token):
    """`{% once here=… name=… %}…{% endonce %}`: what stands on every page alike, rendered once a process for
    each language and each set of these values, of which there must be few. It sees nothing else.
    """
    values = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(nodelist, values)


@register.simple_tag(takes_context=True)
def lang(context, text):
    """The attributes of an element with words of this release, where its language is not the page's."""
    if text.language_id == context["page_language"]:
        return ""
    return format_html(' lang="{}" dir="{}"', text.language_id, text.language.direction)
