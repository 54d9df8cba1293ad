"""Any two versions compared word by word, in every script, at a cost that no text can run away with."""

import random
import time

import pytest
import reversion
from django.urls import reverse
from reversion.models import Version

from contacts.differences import marked
from releases.models import Quote
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user
from tests.reading import page

pytestmark = pytest.mark.django_db
SIGNS = {"same": "", "out": "-", "in": "+"}


def signed(before, after):
    """The difference in one line: what went out in [-…], what came in in [+…], what is folded as […]."""
    parts = []
    for one in marked(before, after):
        text = one.text.strip(" ")
        parts.append(
            "[…]" if one.kind == "folded" else f"[{SIGNS[one.kind]}{text}]" if SIGNS[one.kind] else text
        )
    return " ".join(part.strip() for part in parts)


def earlier(stretches):
    return "".join(one.text for one in stretches if one.kind != "in")


def later(stretches):
    return "".join(one.text for one in stretches if one.kind != "out")


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("It opens at seven.", "It opens at eight.", "It opens at [-seven] [+eight] ."),
        ("Nearly 28.5 million", "Nearly 28.6 million", "Nearly [-28.5] [+28.6] million"),
        ("1,200 people", "12,00 people", "[-1,200] [+12,00] people"),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
        ("The same.", "The same.", "The same."),
        ("One.\nTwo.\nThree.", "One.\nThree.", "One. [-Two.\n] Three."),
        ("يفتح الميناء اليوم.", "يفتح المرفأ اليوم.", "يفتح [-الميناء] [+المرفأ] اليوم."),
        ("מחר ייפתח הנמל", "היום ייפתח הנמל", "[-מחר] [+היום] ייפתח הנמל"),
        ("港は七時に開く。", "港は八時に開く。", "港は [-七] [+八] 時に開く。"),
        ("مَدْرَسَة جديدة", "مَدْرَسَة قديمة", "مَدْرَسَة [-جديدة] [+قديمة]"),
        ("Don't wait", "Don't go", "Don't [-wait] [+go]"),
        ("Quite another text", "Nothing alike here", "[-Quite another text] [+Nothing alike here]"),
    ],
)
def test_each_word_that_differs_is_marked_and_no_other(before, after, difference):
    assert signed(before, after) == difference


def test_moved_paragraph_is_taken_out_here_and_put_in_there():
    first, second, third = ("The first is of ports.", "The second of roads.", "The third of bridges.")
    before, after = "\n".join([first, second, third]), "\n".join([third, first, second])
    stretches = marked(before, after)
    assert (earlier(stretches).split(), later(stretches).split()) == (before.split(), after.split())
    assert [one.text.strip() for one in stretches if one.kind == "in"] == [third]


def test_long_stretch_that_stayed_is_folded_with_a_few_words_of_it_in_view():
    text = " ".join(f"word{number}" for number in range(200))
    first, *rest = marked(f"Old {text} end", f"New {text} end")
    kinds = [one.kind for one in (first, *rest)]
    assert kinds == ["out", "in", "same", "folded"]
    assert rest[1].text.startswith("word0 word1")
    assert rest[2].words == 189
    assert later([first, *rest]).strip() == f"New {text} end"


def _texts():
    pick = random.Random(7)
    words = [f"w{number}" for number in range(6000)]
    weights = [1 / (number + 1) for number in range(6000)]
    paragraphs = [" ".join(pick.choices(words, weights, k=100)) for _ in range(460)]
    others = [" ".join(pick.choices(words, weights, k=100)) for _ in range(460)]
    edited = [
        one if number % 5 else one.replace("w3 ", "changed ", 1) for number, one in enumerate(paragraphs)
    ]
    unique = [f"u{number}" for number in range(30_000)]
    shuffled = pick.sample(unique, len(unique))
    return {
        "edited here and there": ("\n".join(paragraphs), "\n".join(edited)),
        "edited, as one paragraph": (" ".join(paragraphs), " ".join(edited)),
        "rewritten": ("\n".join(paragraphs), "\n".join(others)),
        "rewritten, as one paragraph": (" ".join(paragraphs), " ".join(others)),
        "shuffled": (" ".join(unique), " ".join(shuffled)),
        "every other word": (" ".join(unique), " ".join(w if n % 2 else "z" for n, w in enumerate(unique))),
        "one word again and again": ("b " + "a " * 100_000, "c " + "a " * 99_999 + "d"),
        "two words in turn": ("a b " * 50_000, "b a " * 50_000),
        "one line again and again": ("x\n" * 100_000, "y\nx\n" * 50_000),
        "one endless word": ("x" * 200_000, "x" * 100_000 + "y" * 100_000),
        "no spaces": ("港は七時に開く" * 28_000, "港は八時に開く" * 28_000),
    }


@pytest.mark.parametrize("kind", _texts())
def test_comparing_two_texts_of_200_kilobytes_takes_no_more_than_a_moment(kind):
    before, after = _texts()[kind]
    start = time.process_time()
    stretches = marked(before, after)
    assert time.process_time() - start < 3
    assert len(stretches) <= 5000
    assert (earlier(stretches).split(), later(stretches).split()) == (before.split(), after.split())


# The page


def url_of(thing, name="compare", *more):
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[thing.pk, *more])


def make_draft(**values):
    return make_release(**({"status": "draft", "public_from": None} | values))


def remember(thing):
    with reversion.create_revision():
        reversion.add_to_revision(thing)
    return Version.objects.get_for_object(thing).first().pk


@pytest.fixture
def auditor(client):
    client.force_login(make_user("Auditors"))
    return client


def told(response):
    return [one.label for one in response.context["compared"]]


def three_versions():
    release = make_draft(title="Opens at seven", body="<p>One. Two.</p>", slug="bridge")
    keys = [remember(release)]
    release.title = "Opens at eight"
    release.save()
    quote = Quote.objects.create(release=release, text="One.", speaker="Ada")
    keys.append(remember(release))
    release.body = "<p>One. <b>Two.</b></p>"
    release.save()
    quote.delete()
    keys.append(remember(release))
    return release, keys


def test_newest_two_are_compared_unless_others_are_chosen_in_either_order(auditor):
    release, (first, second, third) = three_versions()
    assert told(auditor.get(url_of(release))) == ["Body", "Quote"]
    assert told(auditor.get(url_of(release), {"to": second})) == ["Title", "Quote"]
    for query in ({"from": first, "to": third}, {"from": third, "to": first}):
        response = auditor.get(url_of(release), query)
        assert told(response) == ["Title", "Body"]
        assert [version.pk for _, version, *_ in response.context["sides"]] == [first, third]
    assert "Both say the same." in auditor.get(url_of(release), {"from": first, "to": first}).content.decode()


def test_page_marks_words_for_eyes_and_ears_and_leads_on(auditor):
    release, (first, second, third) = three_versions()
    answer = auditor.get(url_of(release), {"from": first, "to": second})
    tree, text = page(answer), answer.content.decode()
    assert "".join(next(tree.iter("ins")).itertext()) == "Put in"
    assert "[removed: </span>seven" in text
    assert "[added: </span>eight" in text
    assert f"?from={second}&amp;to={third}" in text
    assert url_of(release, "revision", first) in text


def test_formatting_alone_is_shown_as_it_is_stored(auditor):
    release, (_first, _second, third) = three_versions()
    assert "&lt;b&gt;" in auditor.get(url_of(release), {"to": third}).content.decode()


def test_one_version_alone_says_that_there_are_no_two(auditor):
    release = make_draft()
    assert "no two versions" in auditor.get(url_of(release)).content.decode()
    remember(release)
    assert "no two versions" in auditor.get(url_of(release)).content.decode()


def test_version_of_something_else_or_of_nothing_is_not_found(auditor):
    release, (first, *_) = three_versions()
    other = make_draft()
    foreign = remember(other)
    for wrong in (foreign, 0, "x", "-1", "1e3", "٣", "9" * 30):
        assert auditor.get(url_of(release), {"from": wrong, "to": first}).status_code in (400, 404)
        assert auditor.get(url_of(release), {"to": wrong}).status_code in (400, 404)


@pytest.mark.parametrize("make", [make_organisation, make_contact, make_topic])
def test_records_of_the_directory_are_compared_too(client, make):
    client.force_login(make_user("admin"))
    thing = make(name="Before")
    remember(thing)
    thing.name = "After"
    thing.save()
    remember(thing)
    assert told(client.get(url_of(thing))) == ["Name"]


def test_script_in_a_text_is_shown_as_text(auditor):
    release = make_draft(title="A <script>alert(1)</script>")
    remember(release)
    release.title = "B <script>alert(2)</script>"
    release.save()
    remember(release)
    for name in ("compare", "history"):
        assert "<script>alert" not in auditor.get(url_of(release, name)).content.decode()
