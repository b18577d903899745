"""Feeds: RSS, Atom, RDF and JSON Feed; and lists of them."""

import io
import json
import socket
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, read_documents
from summarizer.read import Reading
from summarizer.read.budget import FEED_BYTES

from .commands import passed, run, start, stopped
from .conftest import ARTICLES
from .servers import Server, answer, serving

for package in ("feedparser", "trafilatura"):
    pytest.importorskip(package, reason="the extra feeds is not installed")

_Socket = socket.socket  # before conftest.no_network shuts it
DATA = Path(__file__).parent / "data" / "formats"
PAGE = (DATA / "pandoc.html").read_bytes()


@pytest.fixture
def loopback(no_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift the ban on sockets for loopback, and for nothing else."""

    class Loopback(_Socket):
        def connect(self, address: Any) -> None:
            assert address[0] == "127.0.0.1", address
            super().connect(address)

    monkeypatch.setattr(socket, "socket", Loopback)


def items(xml: str | bytes) -> list[Document]:
    documents, errors = of(xml)
    assert errors == []
    return documents


def of(data: str | bytes, **said: Any) -> Reading:
    return read_documents("-", io.BytesIO(data.encode() if isinstance(data, str) else data), **said)


def rss(*items: str, head: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Post</title>{head}{inner}</channel></rss>'


def prose(document: Document) -> list[str]:
    return [s.line for s in document.sentences if s.kind == "prose"]


@pytest.mark.parametrize("name", ["feedgen.rss", "feedgen.atom"])
def test_each_item_is_a_document(name: str) -> None:
    reading = read_documents(DATA / name)
    first, *_, last = reading.documents
    assert len(reading.documents) == 5
    assert (first.id, first.title) == (
        "feedgen:1",
        "Ferry hits gravel barge off Port Ulverane, injuring 14",
    )
    assert (first.author, first.publisher) == ("Tamsin Orlebray", "The Harbour Post")
    assert (str(first.published), first.url) == (
        "2026-03-11",
        "https://harbour.example/ferry-coast-wire",
    )
    (article,) = read_documents(ARTICLES / "ferry-coast-wire.txt").documents
    assert prose(first) == prose(article)  # "The post … appeared first on …" is none of it
    assert last.text.endswith("[…]")
    assert reading.notices == [
        f"{DATA / name}: 1 of 5 items are summaries or cut short: see --full-text"
    ]


def test_a_brief_of_an_rss_file() -> None:
    done = start("brief", DATA / "feedgen.rss")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "== Story 1 of 2: " in text
    assert "The Harbour Post, 11 March 2026" in text
    assert b"1 of 5 items are summaries or cut short: see --full-text" in done.stderr
    assert done.stderr.count(b"\n") == 1


def opml(*addresses: str) -> bytes:
    outlines = "".join(f'<outline type="rss" text="A" xmlUrl="{a}"/>' for a in addresses)
    return f'<opml><body><outline text="News">{outlines}</outline></body></opml>'.encode()


def test_a_brief_of_a_list_of_feeds(loopback: None) -> None:
    with serving({}) as server:
        server.scripts |= {
            "/list.opml": answer(opml(f"{at(server)}/a.rss", f"feed://{at(server)[7:]}/b.atom")),
            "/a.rss": answer((DATA / "feedgen.rss").read_bytes()),
            "/b.atom": answer((DATA / "feedgen.atom").read_bytes()),
        }
        done = start("brief", "--quiet", "--allow-private", f"{at(server)}/list.opml")
    text = passed(done)
    assert "== Story 1 of 2: " in text
    assert "== Dropped as duplicates ==" in text
    assert text.count("exact repeat") == 5


def at(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def test_a_list_sends_nowhere_but_to_feeds(loopback: None, tmp_path: Path) -> None:
    """No file, no network of our own, no page, no other list; and from a folder not at all."""
    path = tmp_path / "list.opml"
    with serving({}) as server:
        page, other = f"{at(server)}/page", f"{at(server)}/list"
        server.scripts |= {"/page": answer(PAGE), "/list": answer(opml(page))}
        path.write_bytes(opml("file:///etc/passwd", "/etc/passwd", "-", page, other, page))
        documents, errors = read_documents(path, io.BytesIO(b"One."), allow_private=True)
        assert sorted(r.target for r in server.requests) == ["/list", "/page"]
        refused = read_documents(path).errors
    assert documents == []
    assert [str(error).partition(": ")[2] for error in errors] == [
        *["only http and https addresses of feeds are fetched"] * 3,
        "is no feed, but of the format html",
        "is no feed, but of the format opml",
    ]
    assert "not a public address" in str(refused[3])
    _, (error,) = read_documents(tmp_path)
    assert "contains no files" in str(error)


def test_a_feed_that_fails_is_one_of_so_many_files(loopback: None, tmp_path: Path) -> None:
    with serving({"/a": answer((DATA / "feedgen.rss").read_bytes())}) as server:
        path = tmp_path / "list.opml"
        path.write_bytes(opml(f"{at(server)}/a", "ftp://x.org/b"))
        done = run("brief", "--quiet", "--allow-private", "--on-error", "skip", path)
    assert done.returncode == 1
    assert b"1 of 2 files was skipped" in done.stderr
    assert b"== Story 1 of 2" in done.stdout


def test_pages_are_fetched_only_if_asked(loopback: None) -> None:
    with serving({"/page": answer(PAGE), "/short": answer(b"<p>No.</p>")}) as server:
        cut = [
            f"<title>{name}</title><link>{at(server)}/{name}</link><description>Two crews […]"
            "</description><pubDate>Tue, 10 Mar 2026 10:00:00 GMT</pubDate>"
            for name in ("page", "short", "none")
        ]
        reading = of(rss(*cut), allow_private=True)
        assert not server.requests
        whole = of(rss(*cut), allow_private=True, full_text=True)
    assert [d.text for d in reading.documents] == ["Two crews […]"] * 3
    first, second, third = whole.documents
    assert prose(first) == prose(read_documents(DATA / "pandoc.html").documents[0])
    assert (first.title, str(first.published), first.url) == (
        "page",
        "2026-03-10",
        f"{at(server)}/page",
    )
    assert first.origin is not None
    assert first.origin.format == "html"
    assert second.text == third.text == "Two crews […]"
    (notice,) = whole.notices
    assert "2 of 3 items are not read in full" in notice
    assert whole.errors == []


TEASER = "The bridge fell on Monday."
ON = escape('<p><a href="https://www.x.org/1/">Weiterlesen</a></p>')
LINK = "<title>T</title><link>http://x.org/1?utm=a</link>"


@pytest.mark.parametrize(
    ("item", "cut"),
    [
        (f"{LINK}<description>{TEASER}</description>", True),  # a summary
        (f"<link>http://x.org/1</link><description>{TEASER}</description>", False),  # a short post
        (f"{LINK}<description>{TEASER * 30}</description>", False),
        (f"{LINK}<description>{TEASER * 30} [&#8230;]</description>", True),
        (f"{LINK}<description>{TEASER * 30} ...</description>", True),
        (f"<title>T</title><description>{TEASER} ...</description>", False),  # and no page
        (
            f"{LINK}<description>{escape('<p>' + TEASER * 30)}{ON}</description>",
            True,
        ),
    ],
)
def test_what_is_cut_says_so(item: str, cut: bool) -> None:
    reading = of(rss(item))
    assert bool(reading.notices) == cut
    assert "Weiterlesen" not in reading.documents[0].text


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("A &amp;amp; B fell. C &amp;lt; D.", "A & B fell. C < D."),
        ("&amp;lt;p&amp;gt;One fell.&amp;lt;/p&amp;gt;", "One fell."),  # escaped twice
        ("<![CDATA[<p>One<br/>fell.</p><p>Two rose.</p>]]>", "One fell.\n\nTwo rose."),
        ("<![CDATA[<style>p {}</style><script>x</script><p>One.</p>]]>", "One."),
        ("One\nfell.\n\nTwo rose.", "One fell.\n\nTwo rose."),
        ("Caf&eacute; fell.", "Café fell."),
        ('<![CDATA[<a href="http://y.org/">Comments</a>]]>', "Headline"),
        ('<![CDATA[<p>One.</p>by <a href="http://x.org/1">[all]</a>]]>', "One.\n\nby [all]"),
    ],
)
def test_texts_are_read_as_one_sees_them(description: str, text: str) -> None:
    head = "<title>Headline</title><link>http://x.org/2</link>"
    assert items(rss(f"{head}<description>{description}</description>"))[0].text == text


def test_plain_text_stays_plain() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title>{}</entry></feed>'
    summary = '<summary type="text">a &lt; b and &lt;p&gt; is a tag.</summary>'
    assert items(feed.format(summary))[0].text == "a < b and <p> is a tag."
    content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p></div></content>'
    assert items(feed.format(content))[0].text == "One."


def test_what_an_item_says_of_itself() -> None:
    feed = rss(
        "<title>A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; step</title><link>/1</link>"
        "<author>j@x.org (Joe)</author><description>Der Rat hat ja gesagt.</description>",
        head="<link>http://x.org/</link><language>de-AT</language>",
    )
    (document,) = items(feed)
    assert (document.title, document.url, document.author) == (
        "A bold step",
        "http://x.org/1",
        "Joe",
    )
    assert (document.publisher, document.language) == ("Post", "de")


def test_an_item_of_a_headline_alone_has_that_for_its_text() -> None:
    assert items(rss("<title>Bridge falls</title><link>http://x.org/1</link>"))[0].text == (
        "Bridge falls"
    )


def test_an_item_without_words_leaves_the_others() -> None:
    reading = of(rss("<description>One.</description>", "<description>!</description>"))
    assert [d.id for d in reading.documents] == ["stdin:1"]
    assert reading.notices == ["standard input: 1 of 2 items left out: 2 contains no words"]
    _, (error,) = of(rss("<description>!</description>"))
    assert str(error) == "standard input: nothing in it can be used: 1 contains no words"


def test_json_feeds() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "authors": [{"name": "Ann"}],
        "items": [
            {"id": "1", "url": "http://x.org/1", "title": "T", "content_html": "<p>One fell.</p>"},
            {"id": 2, "content_text": "Two <b> rose.", "date_published": "2026-01-31T10:00:00Z"},
            {"summary": "Three.", "url": "http://x.org/3", "title": "T", "author": {"name": "Bo"}},
            7,
        ],
    }
    reading = of(json.dumps(feed))
    assert [d.text for d in reading.documents] == ["One fell.", "Two <b> rose.", "Three."]
    assert [d.author for d in reading.documents] == ["Ann", "Ann", "Bo"]
    assert str(reading.documents[1].published) == "2026-01-31"
    assert "1 of 3 items are summaries" in reading.notices[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rss(), "the feed has no items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 7}', 'no list of "items"'),
        ('{"version": "https://jsonfeed.org/version/1", ', "not JSON"),
        ('<opml version="1.0"><body/></opml>', "the list names no feeds"),
        ("<opml", "the list names no feeds"),
        (rss(*["<title>a</title>"] * 20_001), "20,001 items"),
        (rss("<b/>" * 300_001), "too many tags"),
        (rss("<b " + " ".join(f'a{i}="1"' for i in range(12_000)) + "/>"), "too many tags or attr"),
        (rss("a" * FEED_BYTES), "larger than 10 MiB"),
    ],
)
def test_what_is_no_feed_is_refused_in_a_line(data: str, said: str) -> None:
    documents, (error,) = of(data)
    assert documents == []
    assert said in str(error)
    assert "\n" not in str(error)


def test_a_batch_fetches_no_feeds_and_says_so(tmp_path: Path) -> None:
    """It could not go on where it was stopped: a feed changes."""
    (tmp_path / "list.opml").write_bytes(opml("http://127.0.0.1:9/a.rss"))
    stopped(run("batch", tmp_path / "list.opml", "-o", tmp_path / "out"), 1)
    (line,) = (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    said = "is a list of feeds, and none is fetched here: save them as files"
    assert json.loads(line)["reason"] == said


def test_entities_do_not_unfold_nor_read_files() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    kinds = f'<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    reading = of(kinds + rss("<title>One fell.</title><description>&e8;&f;</description>"))
    assert all(len(d.text) < 100 and "root:" not in d.text for d in reading.documents)


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "map.xml").write_text('<?xml version="1.0"?><map><a>One.</a></map>')
    _, (error,) = read_documents(tmp_path / "map.xml")
    assert "is XML, but no feed (RSS, Atom): convert it" in str(error)
    (tmp_path / "feed.xml").write_text(rss("<title>One fell.</title>"))
    reading = read_documents(tmp_path)
    assert [d.id for d in reading.documents] == ["feed:1"]
    assert "1 file (map.xml) skipped" in reading.notices[0]


DAMAGE: list[Callable[[bytes, int], bytes]] = [
    lambda data, at: data[:at],
    lambda data, at: data[:at] + b"<" + data[at:],
    lambda data, at: data[:at] + b"\0\xff" + data[at + 2 :],
    lambda data, at: data[:at] + data[at // 2 :],
]


@given(st.sampled_from(["feedgen.rss", "feedgen.atom"]), st.sampled_from(DAMAGE), st.data())
def test_damaged_feeds_are_read_or_refused(
    name: str, damage: Callable[[bytes, int], bytes], draw: st.DataObject
) -> None:
    data = (DATA / name).read_bytes()
    documents, errors = of(damage(data, draw.draw(st.integers(0, len(data)))))
    assert documents or errors


def test_an_absent_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.dependencies.find_spec", lambda package: None)
    said = stopped(run("brief", DATA / "feedgen.rss"), 1)
    assert "reading feeds needs feedparser, which is not installed" in said
    assert "pip install 'extractive-summarizer[feeds]'" in said
