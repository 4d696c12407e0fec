"""Take README's pictures again: `make pictures`, or those of given names: `python -m docs.pictures.take page`.

The sample gazettes, each view by its address, on a day that is fixed.

The texts of `examples/` only: what a picture shows is in the repository.
"""

import os
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from ingest.pipeline import build
from ingest.read.inputs import find
from tests.ui.explorer.browsing import CHROMIUM, Tab, serving

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1280, 860
HIGHER = {"graph": 1220}
ELI = "https://w3id.org/zhengmai/eli/cn"

VIEWS = {
    "document": ("document", {"iri": f"{ELI}/990102/岚望政发/2019/8", "as_of": "2022-01-01", "lang": "zh"}),
    "page": ("document", {"iri": f"{ELI}/990100/岚政发/2022/11", "original": "0", "as_of": "2022-12-01", "lang": "zh"}),
    "tasks": ("tasks", {"agency": "岚州市财政局", "as_of": "2021-07-01", "lang": "zh"}),
    "graph": (
        "graph",
        {"iri": f"{ELI}/990100/岚政发/2019/14", "depth": "2", "agencies": "1", "day": "2020-01-01", "lang": "zh"},
    ),
    "validation": ("validation", {"as_of": "2022-01-01", "lang": "en"}),
    "sparql": ("sparql", {"name": "impact", "p.document": "岚政发〔2019〕14号", "lang": "en"}),
}
"""The file's name → the page and its parameters."""
FACTS = {"page": "effective-1"}
"""The fact that is brought out."""


def picture(browser: Browser, address: str, page: str, parameters: dict[str, str], fact: str = "") -> Image.Image:
    """Take a picture of a view as it is seen on a desk, in 256 colours: text stays sharp and the file small."""
    size = {"width": WIDTH, "height": HIGHER.get(page, HEIGHT)}
    context = browser.new_context(viewport=size, color_scheme="light")
    tab = Tab(context.new_page(), address).open(f"/{page}?{urlencode(parameters)}" + (f"#{fact}" if fact else ""))
    tab.page.wait_for_function("!document.querySelector('.zm-pending')")
    tab.page.wait_for_timeout(2000)  # the graph, which is drawn in steps, and the scrolling to a fact
    image = Image.open(BytesIO(tab.page.screenshot())).convert("RGB")
    context.close()
    assert not tab.errors, tab.errors
    # The usual method takes the few dots of a colour for grey, and this one is right about grounds only after a few rounds.
    return image.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE)


def main() -> None:
    """Build the sample, open it, and write a picture of each view beside this file."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        build(find([HERE.parents[1] / "examples"]), store, keep_originals=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        with serving(store) as address:
            for name, (page, parameters) in VIEWS.items():
                if sys.argv[1:] and name not in sys.argv[1:]:
                    continue
                file = HERE / f"{name}.png"
                picture(browser, address, page, parameters, FACTS.get(name, "")).save(file, optimize=True)
                print(f"{file.name}  {file.stat().st_size / 1000:.0f} kB  {page}?{urlencode(parameters)}")
        browser.close()


if __name__ == "__main__":
    main()
