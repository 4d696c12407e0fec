"""A wheel, installed into an environment of its own and used from another folder, in which everything has a name of ours.

The environment sees the dependencies that are installed here, but not this checkout. With `ZHENGMAI_WHEEL=full` (`.ci/run`) pip
installs the dependencies of the wheel and of its extras as well, as a user's `pip install 'zhengmai[ui,serve]'` does.
"""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT
from tests.samples.once import once
from ui.explorer.launch import free_port

PACKAGES = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai")
HOSTILE = (*PACKAGES, "json", "typing", "streamlit", "rdflib", "multiprocessing")
FULL = os.environ.get("ZHENGMAI_WHEEL") == "full"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy, because building writes into the folder."""
    return next(once(tmp_path_factory, "wheel", _build_wheel).glob("*.whl"))


def _build_wheel(folder: Path) -> None:
    pytest.importorskip("setuptools", minversion="77", reason="builds the wheel: pip install 'setuptools>=77'")
    copy = folder / "checkout"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    # Without isolation, which would download setuptools for each build.
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(copy)], check=True, env=_environment())


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that contains the wheel."""

    def make(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        python = folder / "bin" / "python"
        if FULL:
            # Not compiled: each program compiles what it imports, a tenth of what is installed.
            options, what = ["--no-compile", "--constraint", str(ROOT / "constraints.txt")], f"{wheel}[ui,serve]"
        else:
            options, what = ["--no-deps", "--no-index"], str(wheel)
            (site,) = folder.glob("lib/python*/site-packages")
            # Folders that a .pth file names are searched, but their own .pth files are not read: an editable install stays out.
            (site / "dependencies.pth").write_text("".join(f"{path}\n" for path in sys.path if "site-packages" in path))
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *options, what]
        subprocess.run(pip, check=True, env=_environment())

    return once(tmp_path_factory, "installed", make) / "bin"


def _environment() -> dict[str, str]:
    """As a user has it: nothing that leads Python to this checkout, and no setting of ours."""
    hidden = ("PYTHONPATH", "PYTHONSAFEPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
    kept = {
        name: value for name, value in os.environ.items() if name not in hidden and not name.startswith("ZHENGMAI_")
    }
    return kept | {"PYTHONUTF8": "1", "COLUMNS": "200"}


@pytest.fixture(scope="session")
def elsewhere(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's texts, a built store, and modules that end whoever imports them."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "examples", folder / "texts")
        for name in HOSTILE:
            (folder / f"{name}.py").write_text(
                f"raise SystemExit('the {name}.py of the current folder was imported')\n"
            )
        run = _run(installed, folder, "build", "texts", "--store", "store", "--jobs", "2")
        assert (run.returncode, run.stderr) == (0, ""), run.stderr
        assert "6 sources · 25 documents" in run.stdout

    return once(tmp_path_factory, "elsewhere", make)


def _run(programs: Path, folder: Path, *arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    settings = {"cwd": folder, "env": _environment(), "stdin": subprocess.DEVNULL, "capture_output": True, **options}
    command = [str(programs / "zhengmai"), *arguments]
    return subprocess.run(command, encoding="utf-8", timeout=300, check=False, **settings)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def run(installed: Path, elsewhere: Path) -> Run:
    return lambda *arguments: _run(installed, elsewhere, *arguments)


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        packed = set(opened.namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(files) > 250 and files - packed == set()
    ours = {name for name in packed if ".dist-info/" not in name}
    assert ours - files == set(), "the wheel holds what is not a file of our packages"
    assert any(name.endswith("licenses/LICENSE") for name in packed)


def test_it_says_its_version(run: Run) -> None:
    told = run("--version")
    assert (told.returncode, told.stderr) == (0, "") and told.stdout.startswith("zhengmai 0.")


def test_it_validates(run: Run) -> None:
    found = run("validate", "--store", "store", "--severity", "violation", "--format", "json")
    assert (found.returncode, found.stderr) == (1, "") and "number-duplicate" in found.stdout


@pytest.mark.parametrize("limit", [(), ("--timeout", "60")], ids=["in process", "in a process of its own"])
def test_it_answers_a_saved_question(run: Run, limit: tuple[str, ...]) -> None:
    asked = ("query", "documents-of-agency", "-p", "agency=岚州市财政局", "--store", "store", "--format", "csv")
    found = run(*asked, *limit)
    assert (found.returncode, found.stderr) == (0, "")
    numbers = {row["number"] for row in csv.DictReader(io.StringIO(found.stdout))}
    assert numbers == {"岚民发〔2019〕47号", "岚财规〔2021〕4号"}


def test_it_shows_a_document_and_its_status(run: Run) -> None:
    assert "有效期5年" in run("show", "岚政发〔2019〕14号", "--store", "store").stdout
    assert "已废止" in run("status", "岚政发〔2014〕20号", "--as-of", "2020-01-01", "--store", "store").stdout


@pytest.mark.parametrize("format", ["csv", "nq", "jsonld", "xlsx", "ics", "graphml", "dcat"])
def test_it_exports(format: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert (told := run("export", "--format", format, "--output", str(target), "--store", "store")).returncode == 0
    assert told.stderr == "" and (any(target.iterdir()) if target.is_dir() else target.stat().st_size > 500)


def test_it_serves(installed: Path, elsewhere: Path) -> None:
    with _staying(installed, elsewhere, "serve", "--store", "store", "--port", "0") as process:
        assert process.stdout is not None
        address = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
        asked = urlencode({"query": "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a zm:PublishedDocument }"})
        declared = urlencode({"query": "PREFIX zm: <https://w3id.org/zhengmai/ns#> "}) + asked.removeprefix("query=")
        with urlopen(f"{address}?{declared}", timeout=60) as answer:
            assert '"25"' in answer.read().decode()


def test_it_opens_the_explorer(installed: Path, elsewhere: Path) -> None:
    port = free_port()
    with _staying(installed, elsewhere, "explore", "--store", "store", "--headless", "--port", str(port)) as process:
        _wait(process, f"http://127.0.0.1:{port}/_stcore/health")
        with urlopen(f"http://127.0.0.1:{port}/documents", timeout=60) as page:
            assert page.status == 200 and b"<script" in page.read()


def test_the_pages_are_drawn(installed: Path, elsewhere: Path) -> None:
    """Streamlit draws a page only for a browser; its own test driver draws it without one."""
    drawn = """
import sys
from importlib.util import find_spec
from pathlib import Path
from streamlit.testing.v1 import AppTest
app = Path(find_spec("ui.explorer").origin).with_name("app.py")
sys.argv = [str(app), "--store", "store"]
test = AppTest.from_file(str(app), default_timeout=120).run()
assert not test.exception, test.exception
print("".join(element.proto.body for element in test.get("html")))
"""
    command = [str(installed / "python"), "-P", "-c", drawn]
    done = subprocess.run(
        command, cwd=elsewhere, env=_environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0 and "本图库读自 6 份来源文本" in done.stdout, done.stderr


def test_programs_import_it(installed: Path, elsewhere: Path) -> None:
    script = """
import zhengmai
with zhengmai.open("store") as store:
    print(zhengmai.__version__, len(zhengmai.records.documents(store)), zhengmai.__file__)
"""
    command = [str(installed / "python"), "-P", "-c", script]
    done = subprocess.run(
        command, cwd=elsewhere, env=_environment(), capture_output=True, encoding="utf-8", check=False
    )
    version, documents, file = done.stdout.split()
    assert (version, documents) == ("0.1.0", "25") and str(ROOT) not in file


@contextmanager
def _staying(programs: Path, folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A command that runs until it is stopped; what it started goes with it."""
    command = [str(programs / "zhengmai"), *arguments]
    settings = {"cwd": folder, "env": _environment(), "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", **settings) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: "subprocess.Popen[str]", address: str) -> None:
    for _ in range(600):
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, "it has ended"
            time.sleep(0.25)
    pytest.fail(f"{address} does not answer")
