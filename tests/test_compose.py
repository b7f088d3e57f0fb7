"""compose.yaml and Dockerfile, as far as they can be checked without Docker: what they name is there, and what they start starts."""

import fnmatch
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import URLError

import pytest

from graph.store import open_store
from graph.store.address import address_of
from graph.store.neo4j.store import OLDEST
from tests.conftest import empty

ROOT = Path(__file__).parent.parent
START_SECONDS = 120
OPENS_A_PAGE = """
from streamlit.testing.v1 import AppTest
at = AppTest.from_file("ui/shell.py", default_timeout=100).run()
assert not at.exception and not at.error, (at.exception, at.error)
"""


def parsed(text: str) -> dict:
    """YAML of the plain kind that compose.yaml keeps to: maps and lists in lines, the rest as in JSON, words bare."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    assert "\t" not in text and all(re.match(r'(- ".*"|[\w-]+:( ([\["{].*|[\w./:-]+))?)$', line) for _indent, line in lines), lines

    def value(text: str):
        return json.loads(text) if text[0] in '["{' or text.isdigit() else text

    def block(at: int, indent: int) -> tuple:
        found: list | dict = [] if lines[at][1].startswith("- ") else {}
        while at < len(lines) and lines[at][0] == indent:
            line, at = lines[at][1], at + 1
            if isinstance(found, list):
                found.append(value(line[2:]))
                continue
            key, _colon, rest = line.partition(":")
            assert key not in found, f"{key} stands twice"
            found[key] = value(rest.strip()) if rest else None
            if not rest:
                found[key], at = block(at, lines[at][0])
        return found, at

    found, end = block(0, 0)
    assert end == len(lines), lines[end]
    return found


COMPOSE = parsed((ROOT / "compose.yaml").read_text("utf-8"))
DATABASE, APP = COMPOSE["services"]["neo4j"], COMPOSE["services"]["app"]
DOCKERFILE = [line for line in (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines() if line and line[0] != "#"]
COPIES = [(sources, target) for line in DOCKERFILE if line.startswith("COPY ") for *sources, target in [line.split()[1:]]]
[COMMAND] = [json.loads(line.removeprefix("CMD ")) for line in DOCKERFILE if line.startswith("CMD ")]
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and line[0] != "#"]


def ignored(path: str) -> bool:
    parents = [path, *map(str, Path(path).parents)]
    return any(fnmatch.fnmatch(p, pattern) or (pattern.startswith("**/") and fnmatch.fnmatch(Path(p).name, pattern[3:]))
               for pattern in IGNORED for p in parents)


def test_the_password_must_be_given_and_is_nowhere_in_the_file():
    used = re.findall(r"\$\{NEO4J_PASSWORD(.*?)\}", (ROOT / "compose.yaml").read_text("utf-8"))
    assert len(used) == 2 and all(re.fullmatch(r":\?[^{}$\"]*NEO4J_PASSWORD[^{}$\"]*", end) for end in used)
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?.*\}", DATABASE["environment"]["NEO4J_AUTH"])
    assert re.fullmatch(r"\$\{NEO4J_PASSWORD:\?.*\}", APP["environment"]["POWERMAP_PASSWORD"])


def test_the_database_takes_no_variable_for_a_setting():
    """The image makes a setting of every other NEO4J_ variable, and the server refuses one it does not know."""
    assert set(DATABASE["environment"]) == {"NEO4J_AUTH", "NEO4J_server_memory_heap_initial__size", "NEO4J_server_memory_heap_max__size"}
    assert DATABASE["environment"]["NEO4J_server_memory_heap_max__size"] == "1g"
    assert DATABASE["image"] == f"neo4j:{'.'.join(map(str, OLDEST))}-community"


def test_the_app_waits_for_the_database_and_finds_it():
    assert APP["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert DATABASE["healthcheck"]["test"][0] == "CMD-SHELL"
    address = address_of(APP["environment"]["POWERMAP_STORE"])
    assert (address.uri, address.user, address.password) == ("bolt://neo4j:7687", "neo4j", "")


def test_ports_are_for_this_machine_and_data_stays():
    assert DATABASE["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]
    assert APP["ports"] == ["${POWERMAP_BIND:-127.0.0.1}:8501:8501"]
    assert DATABASE["volumes"] == [f"{name}:/{name.removeprefix('neo4j-')}" for name in COMPOSE["volumes"]]
    assert "neo4j-data" in COMPOSE["volumes"]


def test_everything_that_is_copied_is_there_and_not_ignored():
    copied = [source for sources, _target in COPIES for source in sources]
    for source in copied:
        assert (ROOT / source).exists() and not ignored(source), source
    for program in ("app.py", "graph/store/open.py", "ui/power_map/frontend/index.js", "pages/map.py", "data/bank.json"):
        assert any(program == c or program.startswith(f"{c}/") for c in copied) and not ignored(program), program
    for secret in (".env", ".git", ".venv", ".streamlit/secrets.toml", "powermap.sqlite"):
        assert ignored(secret), secret
        assert not any(source in (".", secret, str(Path(secret).parent)) for source in copied), secret


def test_the_local_package_is_copied_before_the_installation_and_nobody_is_root():
    [local] = re.findall(r"^-e \./(\S+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    steps = [line.split()[0] for line in DOCKERFILE]
    install = next(i for i, line in enumerate(DOCKERFILE) if line.startswith("RUN pip install"))
    assert f"COPY {local} {local}/" in DOCKERFILE[:install] and "COPY requirements.txt ./" in DOCKERFILE[:install]
    assert install < steps.index("USER") < steps.index("CMD") and DOCKERFILE[0] == "FROM python:3.12-slim"


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A folder with what the image holds, and nothing else."""
    for sources, target in COPIES:
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, tmp_path / target, dirs_exist_ok=True, ignore=lambda folder, names: [
                    n for n in names if ignored(str((Path(folder) / n).relative_to(ROOT)))])
            else:
                (tmp_path / target).mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, tmp_path / target)
    return tmp_path


def test_the_command_of_the_image_starts_the_app(image: Path):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    program = str(Path(sys.executable).with_name(COMMAND[0]))
    with (image / "log").open("wb") as log:
        process = subprocess.Popen([program, *COMMAND[1:]], cwd=image, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | {
            "STREAMLIT_SERVER_PORT": str(port), "POWERMAP_STORE": str(image / "store.sqlite")})
    try:
        assert _answers(process, f"http://127.0.0.1:{port}/_stcore/health"), (image / "log").read_text("utf-8")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert b"<title>" in page.read()
        assert "Traceback" not in (image / "log").read_text("utf-8")
    finally:
        process.terminate()
        process.wait(30)


def _answers(process: subprocess.Popen, url: str) -> bool:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False


def test_a_page_opens_with_what_the_image_holds_and_the_environment_of_the_app(image: Path, neo4j_url: str):
    given = address_of(neo4j_url)
    host = given.uri.partition("://")[2]
    place = APP["environment"]["POWERMAP_STORE"].replace("@neo4j:7687", f"@{host}")
    with closing(open_store(neo4j_url)) as store:
        empty(store)
        done = subprocess.run([sys.executable, "-c", OPENS_A_PAGE], cwd=image, capture_output=True, text=True, timeout=200, check=False,
                              env=os.environ | {"POWERMAP_STORE": place, "POWERMAP_PASSWORD": given.password})
        assert done.returncode == 0, done.stderr
        assert len(store.accounts()) == len(list((ROOT / "data").glob("*.json")))
        empty(store)
