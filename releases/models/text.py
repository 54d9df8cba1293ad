from releases.body import blocks, opened, plain_text


class Text:
    """The words of a release, as they stand now or stood before: for a model with TEXT's fields."""

    def text(self):
        """The body as plain text, a blank line between paragraphs."""
        return plain_text(self.body)

    def blocks(self):
        return blocks(self.body)

    def opened_blocks(self):
        """Those of the body with the place line before them."""
        return opened(self.blocks(), self.dateline)

    def notes_blocks(self):
        return blocks(self.notes_to_editors)

    @property
    def summary_repeats_opening(self):
        """Whether the summary is how the body begins, so that a page need not print it twice."""
        return self.text().startswith(self.summary)
