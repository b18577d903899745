"""What a page says of itself: publisher, address, authors, day; and how results call it then."""

import json
from datetime import date
from pathlib import Path

import pytest

from summarizer import brief, read_documents, render
from summarizer.read.declared import Declared

from .commands import run

pytest.importorskip("lxml", reason="the extra html is not installed")

from summarizer.read.declared import declared
from summarizer.read.markup import parsed

DAY = date(2021, 5, 3)
ADDRESS = "https://example.org/news/dam"
TEXT = (
    "The Kellin dam burst on Monday and flooded the valley below it, killing {} people, officials "
    "said.</p><p>Rescue workers from {} searched the flooded houses through the night for those "
    "who were missing.</p><p>The dam was built in 1962 and had been inspected in March."
)


def page(head: str, *filled: str, body: str = "") -> str:
    article = (
        f"<article><h1>Dam bursts</h1><p>{TEXT.format(*(filled or ('12', 'three towns')))}</p>"
    )
    head = f"<head><title>Dam bursts</title>{head}</head>"
    return f"<html>{head}<body>{body}{article}</article></body></html>"


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def said(head: str, body: str = "") -> Declared:
    return declared(parsed(page(head, body=body)))


ARTICLE = {"@type": "NewsArticle", "datePublished": "2021-05-03T10:00:00+02:00"}


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="The  Post &amp; Co">', "The Post & Co"),
        (linked({**ARTICLE, "publisher": {"name": "The Post"}}), "The Post"),
        (linked([{**ARTICLE, "publisher": ["The Post"]}]), "The Post"),
        (
            linked(
                {
                    "@graph": [
                        {"@type": "Organization", "@id": "#o", "name": "The Post"},
                        {**ARTICLE, "publisher": {"@id": "#o"}},
                    ]
                }
            ),
            "The Post",
        ),
        ('<meta name="citation_journal_title" content="Annals of Dams">', "Annals of Dams"),
        ('<meta name="DC.publisher" content="The Post">', "The Post"),
        ('<meta name="publisher" content="https://facebook.com/post">', ""),
        ('<meta property="og:site_name" content="Dam bursts">', ""),  # which is its title
        ('<meta property="og:site_name" content="@post">', ""),
        (linked("no object"), ""),
        ('<script type="application/ld+json">{"publisher": </script>', ""),
        ("", ""),
    ],
)
def test_the_publisher(head: str, publisher: str) -> None:
    assert said(head).publisher == publisher


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f'<link rel="canonical" href="{ADDRESS}">', ADDRESS),
        (f'<meta property="og:url" content="{ADDRESS}">', ADDRESS),
        (
            '<link rel="canonical" href="/news/dam">'
            '<meta property="og:url" content="https://example.org/?a=1">',
            ADDRESS,
        ),
        (
            # All pages of a site with one address: a mistake that is often made.
            '<link rel="canonical" href="https://example.org/">'
            f'<meta property="og:url" content="{ADDRESS}">',
            ADDRESS,
        ),
        ('<link rel="canonical" href="/news/dam">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="https://[example.org">', ""),
    ],
)
def test_the_address(head: str, url: str) -> None:
    assert said(head).url == url


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (linked(ARTICLE), DAY),
        ('<meta property="article:published_time" content="2021-05-03T10:00:00Z">', DAY),
        ('<meta name="pubdate" content="Mon, 03 May 2021 10:00:00 GMT">', DAY),
        ('<meta name="date" content="1620036000">', DAY),
        ('<meta itemprop="datePublished" content="2021-5-3">', DAY),
        ('<meta name="date" content="03/04/2021">', None),
        ('<meta name="created" content="2026-11-30T10:00:00">', None),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', None),
        (linked({**ARTICLE, "@type": "Organization"}), None),
    ],
)
def test_the_day_of_publication(head: str, day: date | None) -> None:
    assert said(head).published == day


def test_the_authors() -> None:
    people = [{"name": "Jane Doe"}, "J. R. Roe", {"name": "The Post"}, {"name": "admin"}]
    head = linked({**ARTICLE, "author": people, "publisher": {"name": "The Post"}})
    assert said(head).author == "Jane Doe, J. R. Roe"


def test_a_file_that_a_program_made_today_was_not_published_today(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page('<meta name="created" content="2026-11-30T10:00:00">'))
    (document,) = read_documents(tmp_path).documents
    assert document.published is None


def test_a_brief_calls_its_sources_by_who_says_it(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the extra html is not installed")
    head = '<meta property="og:site_name" content="{}"><link rel="canonical" href="{}">'
    for name, site, *filled in [
        ("a", "Reuters", "12", "three towns"),
        ("b", "Daily *Post*", "14", "six villages"),
    ]:
        (tmp_path / f"{name}.html").write_text(
            page(head.format(site, f"{ADDRESS}-{name}") + linked(ARTICLE), *filled)
        )
    documents = read_documents(tmp_path).documents
    found = brief(documents, stories="one", length=2)
    text, markdown, html = (render(found, form) for form in ("text", "markdown", "html"))
    assert f"Sources: Daily *Post*, 3 May 2021 <{ADDRESS}-b>\n" in text
    assert "Reuters, 3 May 2021: contained repeat of Daily *Post*, 3 May 2021" in text
    assert f"[Daily \\*Post\\*, 3 May 2021](<{ADDRESS}-b>)" in markdown
    assert f'<a href="{ADDRESS}-a"' in html
    assert '<bdi>Reuters</bdi>, <time datetime="2021-05-03">3 May 2021</time>' in html
    value = found.to_dict()
    assert [(d["id"], d["publisher"], d["url"]) for d in value["documents"]] == [
        ("a", "Reuters", f"{ADDRESS}-a"),
        ("b", "Daily *Post*", f"{ADDRESS}-b"),
    ]
    assert {extract["document"] for extract in value["stories"][0]["extracts"]} <= {"a", "b"}


def test_dates_may_be_said_or_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "One here.", "date": "03/04/2021"}\n')
    command = "article", file, "--format", "json"
    assert "is 2021-03-04 or 2021-04-03: write which" in run(*command).stderr.decode()
    for extra, day in ((["--no-dates"], None), (["--date", "2021-4-3"], "2021-04-03")):
        [made] = json.loads(run(*command, *extra).stdout)
        assert made["document"]["published"] == day
    failed = run(*command, "--date", "soon")
    assert (failed.returncode, failed.stderr.decode()) == (
        2,
        "summarise: the date 'soon' names no day: write it as 2026-01-31\n",
    )
