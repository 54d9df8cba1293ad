"""What the newsroom answers, made comparable: the same question asked twice is to have the same answer."""

import re
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie

from django.db import connection

ONE_TIME = (  # what is new in every answer, and tells nothing
    (re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'), b"csrfmiddlewaretoken"),
    (re.compile(rb"csrftoken=[^\n]+"), b"csrftoken"),
    (re.compile(rb"nonce(-|=\")[\w+/=-]+"), b"nonce"),
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: bytes
    body: bytes
    queries: int

    @cached_property
    def text(self):
        return (self.headers + b"\n" + self.body).decode(errors="replace").lower()

    @property
    def is_kept_by_nobody(self):
        return b"no-store" in self.headers and (b"noindex" in self.headers or b"Location: " in self.headers)

    def unlike(self, other):
        """In what it differs from another answer, in words; "" if in nothing."""
        parts = {"status": "status", "headers": "headers", "body": "text", "queries": "number of queries"}
        return ", ".join(name for part, name in parts.items() if getattr(self, part) != getattr(other, part))


def ask(client, cookies, question):
    """Asks as if for the first time: with these cookies, whatever an earlier answer has set."""
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    queries = 0

    def count(execute, *statement):
        nonlocal queries
        queries += 1
        return execute(*statement)

    with connection.execute_wrapper(count):
        response = client.generic(
            question.method,
            question.url,
            question.body,
            content_type="application/x-www-form-urlencoded",
            secure=True,
        )
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    headers += "\n" + response.cookies.output()
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, _lasting(headers.encode()), _lasting(body), queries)


def _lasting(text):
    for pattern, instead in ONE_TIME:
        text = pattern.sub(instead, text)
    return text
