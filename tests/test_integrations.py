"""compress() in LangChain, LlamaIndex and Haystack, and the server: each with the real thing."""

import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import InputError, MissingDependencyError, ReadError, UsageError, dependencies
from summarizer.text.words import count_words

from .conftest import run_in_loop

FERRY = (
    "The ferry left the port at nine with ninety people on board. It struck a gravel barge in the "
    "fog. Seventeen passengers were hurt and taken to the hospital. The port was closed."
)
WEATHER = "The week began with rain in the north. Farmers expect a good harvest of apples."
QUERY = "How many people were hurt on the ferry?"


def check_spans(texts: Sequence[str], shortened: Sequence[tuple[str, list[list[int]]]]) -> None:
    """What is kept of some texts is verbatim, and within 25 words."""
    assert count_words("\n\n".join(text for text, _ in shortened)) <= 25
    for text, kept in shortened:
        (source,) = [one for one in texts if text.split(" …")[0] in one]
        assert " … ".join(source[start:end] for start, end in kept) == text


@pytest.mark.usefixtures("event_loop_allowed")
def test_langchain_gets_its_documents_shortened() -> None:
    documents = pytest.importorskip("langchain_core.documents", reason="no langchain-core here")
    from summarizer.integrations.langchain import ContextCompressor

    given = [
        documents.Document(page_content=text, metadata={"source": name, "tags": ["a"]}, id=name)
        for name, text in (("w", WEATHER), ("f", FERRY), ("empty", ""))
    ]
    compressor = ContextCompressor(length="25w")
    found = compressor.compress_documents(given, QUERY)
    assert [document.metadata["source"] for document in found] == ["f"]
    assert "Seventeen passengers were hurt" in found[0].page_content
    check_spans([FERRY, WEATHER], [(d.page_content, d.metadata["kept"]) for d in found])
    assert found == run_in_loop(compressor.acompress_documents(given, QUERY))
    found[0].metadata["tags"].append("b")
    assert (given[1].page_content, given[1].metadata["tags"]) == (FERRY, ["a"])
    assert compressor.compress_documents([], QUERY) == []


def test_langchain_counts_with_the_tokenizer_it_is_given() -> None:
    documents = pytest.importorskip("langchain_core.documents", reason="no langchain-core here")
    from summarizer.integrations.langchain import ContextCompressor

    compressor = ContextCompressor(length="90t", tokenizer=len)
    (found,) = compressor.compress_documents([documents.Document(page_content=FERRY)], QUERY)
    assert 0 < len(found.page_content) <= 90


def test_llama_index_gets_its_nodes_shortened() -> None:
    schema = pytest.importorskip("llama_index.core.schema", reason="no llama-index-core here")
    from summarizer.integrations.llama_index import ContextPostprocessor

    given = [
        schema.NodeWithScore(
            node=schema.TextNode(text=text, id_=name, metadata={"page": 1}), score=s
        )
        for name, text, s in (("w", WEATHER, 0.9), ("f", FERRY, 0.8))
    ]
    picture = schema.NodeWithScore(node=schema.ImageNode(image_url="https://example.org/a.png"))
    postprocessor = ContextPostprocessor(length="25w")
    found = postprocessor.postprocess_nodes([*given, picture], query_str=QUERY)
    assert [(node.node.node_id, node.score) for node in found[:1]] == [("f", 0.8)]
    assert found[1:] == [picture]
    node = found[0].node
    check_spans([FERRY, WEATHER], [(node.text, node.metadata["kept"])])
    shown = node.get_content(metadata_mode=schema.MetadataMode.LLM)
    assert "kept" not in shown
    assert "page: 1" in shown
    assert given[1].node.text == FERRY
    assert "kept" not in given[1].node.metadata
    assert postprocessor.postprocess_nodes([], query_str=QUERY) == []
    assert postprocessor.postprocess_nodes(given)


def test_haystack_gets_its_documents_shortened() -> None:
    haystack = pytest.importorskip("haystack", reason="no haystack-ai here")
    from summarizer.integrations.haystack import ContextCompressor

    given = [haystack.Document(content=text, meta={"page": 1}) for text in (WEATHER, FERRY)]
    pipeline = haystack.Pipeline()
    pipeline.add_component("context", ContextCompressor(length="25w"))
    assert "length: 25w" in pipeline.dumps()
    found = pipeline.run({"context": {"documents": given, "query": QUERY}})["context"]["documents"]
    check_spans([FERRY, WEATHER], [(d.content, d.meta["kept"]) for d in found])
    assert given[1].meta == {"page": 1}


@pytest.mark.parametrize("name", ["langchain", "llama_index", "haystack"])
def test_what_is_missing_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "find_spec", lambda _name: None)
    monkeypatch.delitem(sys.modules, f"summarizer.integrations.{name}", raising=False)
    with pytest.raises(MissingDependencyError, match=rf"summarizer\[{name.replace('_', '-')}\]"):
        __import__(f"summarizer.integrations.{name}")


# The tools of the server, by themselves and through the SDK's client.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "served" / "guide.md").write_text(f"# Ferries\n\n{WEATHER}\n", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("The word is swordfish.", encoding="utf-8")
    return tmp_path / "served"


def test_the_tools_give_verbatim_sentences(folder: Path) -> None:
    from summarizer.integrations.mcp import Tools

    tools = Tools([folder])
    article = tools.article(file="ferry.txt", length="1")
    for extract in article["extracts"]:
        assert FERRY[extract["start"] : extract["end"]] == extract["text"]
    context = tools.compress(QUERY, files=["."], length="25w")
    assert "Seventeen passengers" in context["text"]
    for kept in context["passages"][0]["kept"]:
        assert FERRY[kept["start"] : kept["end"]] == kept["text"]
    assert tools.brief(texts=[FERRY, WEATHER])["stories"]


def test_a_sentence_is_located_however_it_is_written(folder: Path) -> None:
    from summarizer.integrations.mcp import Tools

    tools = Tools([folder])
    (place,) = tools.locate("seventeen passengers\nwere hurt, and", files=["ferry.txt"])["places"]
    assert (
        FERRY[place["start"] : place["end"]]
        == place["text"]
        == "Seventeen passengers were hurt and"
    )
    assert place["document"] == "ferry"
    assert tools.locate("Eighteen passengers were hurt", texts=[FERRY]) == {"places": []}
    with pytest.raises(UsageError, match="no word"):
        tools.locate("…", texts=[FERRY])


@pytest.mark.parametrize(
    "file", ["../secret.txt", "absent.txt", "/etc/passwd", "https://example.org"]
)
def test_files_outside_are_not_read(folder: Path, file: str) -> None:
    from summarizer.integrations.mcp import Tools

    with pytest.raises(InputError, match="no such file in the folders that are served"):
        Tools([folder]).compress(QUERY, files=[file])


async def session(client: Any) -> dict[str, Any]:
    listed = await client.list_tools()
    asked = {"query": QUERY, "files": ["ferry.txt"], "length": "25w"}
    found = await client.call_tool("compress", asked)
    wrong = await client.call_tool("article", {"text": FERRY, "length": "lots"})
    return {
        "tools": sorted(tool.name for tool in listed.tools),
        "context": found.structured_content,
        "as text": json.loads(found.content[0].text),
        "error": wrong.content[0].text if wrong.is_error else "",
    }


def test_neither_a_link_in_a_folder_nor_a_list_of_feeds_leads_out_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer.integrations.mcp import Tools

    monkeypatch.setattr(socket, "socket", None)  # nothing may be fetched
    monkeypatch.setattr(socket, "getaddrinfo", None)
    (folder / "list.opml").write_text(
        '<opml version="2.0"><body><outline xmlUrl="http://127.0.0.1:9/"/></body></opml>',
        encoding="utf-8",
    )
    with pytest.raises(ReadError, match="is a list of feeds"):
        Tools([folder]).brief(files=["list.opml"])
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    with pytest.raises(InputError, match="no such file in the folders that are served"):
        Tools([folder]).brief(files=["."])


@pytest.mark.usefixtures("event_loop_allowed")
@pytest.mark.parametrize("way", ["in this process", "as a command"])
def test_a_client_calls_the_tools(folder: Path, way: str) -> None:
    sdk = pytest.importorskip("mcp", reason="the extra mcp is not installed")
    from summarizer.integrations.mcp import server

    command = [sys.executable, "-c", "from summarizer.cli import run; run()", "mcp", str(folder)]

    async def told() -> dict[str, Any]:
        if way == "in this process":
            place: Any = server([folder])
        else:
            asked = sdk.StdioServerParameters(command=command[0], args=command[1:])
            place = sdk.stdio_client(asked)
        async with sdk.Client(place) as client:
            return await session(client)

    said = run_in_loop(told())
    assert said["tools"] == ["article", "brief", "compress", "locate"]
    for kept in said["context"]["passages"][0]["kept"]:
        assert FERRY[kept["start"] : kept["end"]] == kept["text"]
    assert said["as text"] == said["context"]
    assert "'lots' is not a length" in said["error"]
