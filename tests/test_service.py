"""The example of a service answers, says what is wrong, and answers many at once alike."""

import asyncio
import importlib.util
from typing import Any

import pytest

from .conftest import ROOT, run_in_loop

pytestmark = pytest.mark.usefixtures("event_loop_allowed")
pytest.importorskip("fastapi", reason="the example needs fastapi")
httpx = pytest.importorskip("httpx", reason="its client needs httpx")

TEXT = "The bridge fell on Monday. Nobody was hurt. A new bridge will open in May."


def example() -> Any:
    path = ROOT / "docs" / "examples" / "serve_summaries.py"
    spec = importlib.util.spec_from_file_location("serve_summaries", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def answers(*requests: dict[str, str]) -> list[Any]:
    """What the service says to requests that come at once."""
    module = example()
    transport = httpx.ASGITransport(app=module.app)
    async with (
        module.ready(module.app),
        httpx.AsyncClient(transport=transport, base_url="http://service") as service,
    ):
        return await asyncio.gather(*(service.post("/summary", json=each) for each in requests))


def test_the_example_answers() -> None:
    (answer,) = run_in_loop(answers({"text": TEXT, "length": "1"}))
    assert answer.status_code == 200
    (extract,) = answer.json()["extracts"]
    assert TEXT[extract["start"] : extract["end"]] == extract["text"]
    assert len({each.text for each in run_in_loop(answers(*[{"text": TEXT}] * 8))}) == 1


@pytest.mark.parametrize(
    ("wrong", "told"), [({"text": " "}, "no words"), ({"text": "A.", "length": "3x"}, "3x")]
)
def test_the_example_says_what_is_wrong(wrong: dict[str, str], told: str) -> None:
    (refused,) = run_in_loop(answers(wrong))
    assert (refused.status_code, told in refused.json()["detail"]) == (422, True)
