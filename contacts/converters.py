class UnicodeSlugConverter:
    """A slug in any script: Django's own `slug` knows ASCII only and would lose a Russian title."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
