"""The head of the page: the map's files come from an address of their own, which may be kept, and are all named."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph.export.picture.modules import import_map
from tests.e2e.server import Server
from ui import page_head
from ui.page_head import COMPONENT, FRONTEND

PRELOAD = re.compile(r'<link rel="modulepreload" href="(/powermap/canvas/[^"]+)">')


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody has visited."""
    server = Server(tmp_path_factory.mktemp("head"))
    yield server
    server.stop()


def read(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_the_component_is_there_before_the_first_map_and_leads_to_files_that_may_be_kept(server: Server) -> None:
    for name in ("index.js", "index.css"):
        with urlopen(f"{server.url}/{COMPONENT}/{name}", timeout=30) as answer:
            assert "/powermap/canvas/" in answer.url
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.read() == (FRONTEND / name).read_bytes()


def test_the_map_page_names_every_module_of_the_map(server: Server) -> None:
    named = PRELOAD.findall(read(f"{server.url}/map?account=x"))
    needed = {name.removeprefix("powermap/") for name in re.findall(r'"(powermap/[^"]+)":', import_map(FRONTEND, "index.js"))}
    assert {address.split("/", 4)[4] for address in named} >= needed
    for address in named:
        with urlopen(server.url + address, timeout=30) as answer:
            assert "javascript" in answer.headers["Content-Type"]


def test_other_pages_are_told_where_the_server_is_and_no_more(server: Server) -> None:
    for path in ("/", "/table"):
        page = read(server.url + path)
        assert 'BACKEND_BASE_URL: location.origin + "/"' in page
        assert not PRELOAD.findall(page)
        assert 'src="./static/js/index.' in page


def test_what_is_no_page_goes_through_as_it_is(server: Server) -> None:
    assert read(f"{server.url}/_stcore/health") == "ok"
    assert "BACKEND_BASE_URL" not in read(server.url + re.findall(r'src="\.(/static/js/index[^"]+)"', read(server.url))[0])[:500]


def test_another_file_is_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_head, "FRONTEND", Path(shutil.copytree(FRONTEND, tmp_path / "frontend")))
    before = page_head.kept()
    assert page_head.kept() == before
    (tmp_path / "frontend" / "ties.js").write_text("// other\n", "utf-8")
    assert page_head.kept() != before
