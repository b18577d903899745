"""Take the pictures of the pages, docs/pictures: ``python -m tests.take_pictures``.

The report of the bundled articles in a browser, light and dark, and the brief of them at a
terminal. The command runs as it is installed.
"""

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from .commands import COMMAND
from .conftest import ROOT
from .terminals import at_terminal

PICTURES = ROOT / "docs" / "pictures"
_ARTICLES = "docs/examples/articles"
_COLOURS = 160  # of type on paper with a few marks: a third of the bytes of all
_COLUMNS = 96
_FONT_OF_THE_WEB = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def take_report() -> None:
    """What an editor sees who followed a figure that others contest."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        subprocess.run(
            [COMMAND, "brief", "--format", "html", "-o", report, _ARTICLES], cwd=ROOT, check=True
        )
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1280, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(report.as_uri())
            page.locator(".extracts .meta strong + a").first.click()
            page.mouse.move(0, 0)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            few = shot.quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(PICTURES / f"report-{scheme}.png", optimize=True)
        browser.close()


def take_terminal() -> None:
    """The first story of the brief."""
    command = ["summarise", "brief", "--length", "60w", _ARTICLES]
    shown = at_terminal([COMMAND, *command[1:]], columns=_COLUMNS).terminal
    first, _, _ = shown.partition("\x1b[1m== Story 2")
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {' '.join(command)}\n{first.rstrip()}"))
    svg = console.export_svg(
        title="summarise",
        theme=SVG_EXPORT_THEME,
        unique_id="terminal",
    )
    svg = _FONT_OF_THE_WEB.sub("", svg)
    (PICTURES / "terminal.svg").write_text(f"{svg}\n", encoding="utf-8")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    take_report()
    take_terminal()
