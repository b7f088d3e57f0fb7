"""Two CSV files through the import page become a map."""

from pathlib import Path

from playwright.sync_api import Page, expect

from graph.store import GraphStore
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server

PEOPLE = "name,title,department,attitude\nAda,CEO,Board,A\nBen,Buyer,Purchasing,D\nCleo,Engineer,Works,\n"
TIES = "from,to,type\nBen,Ada,reports to\nCleo,Ada,reports to\nCleo,Ben,advice\n"


def upload(page: Page, *files: Path) -> None:
    """Chooses files on the import page, as with the button."""
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploaderDropzone").locator("button").click()
    chooser.value.set_files(list(files))


def test_two_files_become_a_map(page: Page, server: Server, store: GraphStore, tmp_path: Path) -> None:
    people, ties = tmp_path / "people.csv", tmp_path / "ties.csv"
    people.write_text(PEOPLE, "utf-8")
    ties.write_text(TIES, "utf-8")
    name = f"Imported {tmp_path.name}"
    page.goto(f"{server.url}/import")
    upload(page, people, ties)
    expect(page.get_by_test_id("stMetricValue").nth(0)).to_have_text("3")
    assert name not in [info.name for info in store.accounts()]
    box = page.get_by_role("textbox", name="Name of the new account")
    box.fill(name)
    box.press("Enter")
    page.get_by_test_id("stMain").get_by_role("button", name="Import").last.click()
    map_page = MapPage(page, server.url).drawn().shows(people=3, ties=3)
    made = next(info for info in store.accounts() if info.name == name)
    page.wait_for_url(f"**/map?account={made.id}*")
    assert (made.people, sorted(t.kind for t in store.read(made.id).ties.values())) == (3, ["ADVICE", "REPORTS_TO", "REPORTS_TO"])
    map_page.tool("undo").click()
    map_page.shows(people=0)


def test_a_problem_in_a_file_is_shown_with_its_row(page: Page, server: Server, tmp_path: Path) -> None:
    people, ties = tmp_path / "people.csv", tmp_path / "ties.csv"
    people.write_text(PEOPLE, "utf-8")
    ties.write_text(TIES + "Cleo,Nobody,advice\n", "utf-8")
    page.goto(f"{server.url}/import")
    upload(page, people, ties)
    expect(page.get_by_text("leave something out").first).to_be_visible()
