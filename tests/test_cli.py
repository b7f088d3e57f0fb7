"""The command line: the same functions without a browser, exit code 0 or 2."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from graph.analysis.catalogue import QUESTIONS

PEOPLE = "id,name,title,level\nm1,王强,总经理,1\nm2,李娜,财务总监,2\nm3,Bob,Buyer,3\n"
TIES = "from,to,type\nm2,m1,隶属\nm3,m2,advice\nm1,m2,mystery\n"


@pytest.fixture
def run(tmp_path: Path):
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--store", str(tmp_path / "s.sqlite")], catch_exceptions=False)
    return call


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "people.csv").write_text(PEOPLE, "gb18030")
    (tmp_path / "ties.csv").write_text(TIES, "utf-8-sig")
    return [str(tmp_path / "people.csv"), str(tmp_path / "ties.csv")]


def test_import_analyse_and_list(run, files):
    done = run("import", *files, "--account", "Acme")
    assert done.exit_code == 0 and "3 people, 3 ties (1 of them reporting lines)," in done.stdout and "mystery" in done.stderr
    [info] = json.loads(run("accounts", "--json").stdout)
    assert (info["name"], info["people"], info["ties"]) == ("Acme", 3, 3)
    data = json.loads(run("analyse", "Acme", "--json").stdout)
    assert {p["external_id"] for p in data["people"]} == {"m1", "m2", "m3"}
    assert set(data["people"][0]["decision_share"]) == {"value", "low", "high"}
    assert {layer for p in data["people"] for layer in p["centrality"]} == {"REPORTS_TO", "ADVICE", "mystery"}
    assert "Who really decides?" in run("analyse", "Acme").stdout


def test_the_list_and_an_export_count_the_same_ties(run, tmp_path):
    (tmp_path / "people.csv").write_text("name,camp,reports to\nAnn,Reds,\nBen,Reds,Ann\nEve,Blues,Ann\n", "utf-8")
    done = run("import", str(tmp_path / "people.csv"), "--account", "Acme")
    assert "3 people, 2 ties (2 of them reporting lines), 3 faction members imported" in done.stdout
    assert "3 people  2 ties" in run("accounts").stdout
    assert "3 people, 2 ties and 3 links in circles, factions," in run("export", "Acme", str(tmp_path / "acme.json")).stdout


def test_an_export_says_how_many_a_picture_has_no_room_for(run, tmp_path):
    from graph.model import Account, Opportunity, Person, Setting, setting_id
    from graph.store import open_store

    store = open_store(tmp_path / "s.sqlite")
    store.create(Account("org", name="Acme"), author="me", records=[
        Opportunity("deal", name="Deal"), *(Person(f"p{k}", name=f"Person {k}") for k in range(60)),
        Setting(setting_id("largest_map"), name="largest_map", value=50.0)])
    store.close()
    said = "10 people with the smallest shares are not drawn."
    for file, layout, told in (("a.svg", "org", True), ("a.html", "grid", True), ("a.svg", "circles", False), ("a.json", "org", False)):
        done = run("export", "Acme", str(tmp_path / file), "--layout", layout)
        assert done.exit_code == 0 and "60 people" in done.stdout and (said in done.stdout) is told, (file, layout, done.stdout)


def test_the_attitude_grid_without_attitudes_is_refused_and_nothing_written(run, files, tmp_path):
    run("import", *files, "--account", "Acme")
    done = run("export", "Acme", str(tmp_path / "a.svg"), "--layout", "grid", "--without-attitudes")
    assert done.exit_code == 2 and "Circles of power" in done.stderr and not (tmp_path / "a.svg").exists()
    assert run("export", "Acme", str(tmp_path / "a.svg"), "--without-attitudes").exit_code == 0


def test_one_import_is_one_undo(run, files, tmp_path):
    from graph.store import open_store
    run("import", *files, "--account", "Acme")
    store = open_store(tmp_path / "s.sqlite")
    account = store.accounts()[0].id
    store.undo(account, author="command line")
    assert not store.read(account).people and not store.read(account).ties


def test_a_header_and_a_kind_can_be_corrected(run, files, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("wer,an wen,wie\nm2,m3,mystery\n", "utf-8")
    assert run("import", files[0], "--account", "Acme").exit_code == 0
    done = run("import", str(odd), "--account", "Acme", "--map", "wer=source", "--map", "an wen=target", "--map", "wie=kind",
               "--kind", "mystery=RIVALS")
    assert done.exit_code == 0, done.stderr
    assert run("export", "Acme", str(tmp_path / "acme.json")).exit_code == 0
    assert '"kind": "RIVALS"' in (tmp_path / "acme.json").read_text("utf-8")
    wrong = run("import", files[1], "--account", "Acme", "--kind", "mystery=RIVALLS")
    assert wrong.exit_code == 2 and "RIVALS" in wrong.stderr


def test_problems_stop_an_import_and_nothing_is_written(run, files, tmp_path):
    (tmp_path / "bad.csv").write_text("from,to,type\nm1,nobody,advice\nm2,m2,advice\nm3,m1,advice\n")
    stopped = run("import", files[0], str(tmp_path / "bad.csv"), "--account", "Acme")
    assert stopped.exit_code == 2
    assert "bad.csv, row 2" in stopped.stderr and "bad.csv, row 3" in stopped.stderr and "--skip-problems" in stopped.stderr
    assert json.loads(run("accounts", "--json").stdout) == []
    rest = run("import", files[0], str(tmp_path / "bad.csv"), "--account", "Acme", "--skip-problems")
    assert rest.exit_code == 0 and "3 people, 1 ties" in rest.stdout


def test_check_writes_nothing(run, files):
    done = run("check", *files)
    assert done.exit_code == 0 and "Nothing was written" in done.stdout and '"隶属" -> REPORTS_TO' in done.stdout
    assert json.loads(run("accounts", "--json").stdout) == []


def test_the_round_trip_gives_the_same_account(run, files, tmp_path):
    run("import", *files, "--account", "Acme")
    before = run("analyse", "Acme", "--json").stdout
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert run("export", "Acme", str(first)).exit_code == 0
    again = run("import", str(first))
    assert again.exit_code == 2 and "already" in again.stderr
    other = ["--store", str(tmp_path / "other.sqlite")]
    assert CliRunner().invoke(main, ["import", str(first), *other]).exit_code == 0
    assert CliRunner().invoke(main, ["export", "Acme", str(second), *other]).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    after = json.loads(CliRunner().invoke(main, ["analyse", "Acme", "--json", *other]).stdout)
    assert {**json.loads(before), "revision": 0} == {**after, "revision": 0}


def test_a_copy_of_a_whole_account_keeps_its_roles(run, tmp_path):
    demo = Path(__file__).parent.parent / "data" / "camera_maker.json"
    assert run("import", str(demo)).exit_code == 0
    assert run("import", str(demo), "--account", "Copy").exit_code == 0
    name = json.loads(demo.read_text("utf-8"))["records"][0]["name"]
    one, two = (json.loads(run("analyse", n, "--json").stdout) for n in (name, "Copy"))
    shares = [{p["name"]: p["decision_share"]["value"] for p in data["people"]} for data in (one, two)]
    assert shares[0] == pytest.approx(shares[1]) and one["basis"] == two["basis"] == {"code": "roles", "layer": ""}
    assert {p["id"] for p in one["people"]}.isdisjoint(p["id"] for p in two["people"])


def test_a_copy_of_a_whole_account_keeps_its_maps_comments_and_workshops(run, tmp_path):
    from graph.export.account_json import to_json
    from graph.model import Account, Ballot, Comment, MapView, Opportunity, Person, Place, Tie, Workshop, ballot_id, place_id
    from graph.store import open_store

    def place(name: str, item: str, **fields) -> Place:
        return Place(place_id(name, item), map=name, item=item, **fields)

    store = open_store(tmp_path / "s.sqlite")
    store.create(Account("org", name="Acme"), author="me", records=[
        Opportunity("deal", name="Deal"), Person("ann", name="Ann"), Person("bob", name="Bob"),
        Tie("tie", kind="CLOSE", source="ann", target="bob"),
        MapView("view", name="Round Ann", opportunity="deal", leader="ann", lit=("bob", "tie", "gone"), filters=("faction:bob", "attitude:A"),
                words="ann deal"), MapView("step", name="First", step=1, map="view"),
        *(place(name, "bob", x=float(n)) for n, name in enumerate(("circles/deal", "ego/deal/ann", "org/deal/-/view", "map/deal"))),
        place("view/view", "ann", hidden=True), Comment("on", text="ann", item="ann", tie="tie"), Comment("off", text="?", item="deal", tie="gone"),
        Workshop("who", name="Who?", opportunity="deal"),
        Ballot(ballot_id("who", "ann", "me", "bob"), workshop="who", item="ann", other="bob", by="me", value="ADVICE")])
    (tmp_path / "acme.json").write_text(json.dumps(to_json(store.read("org"))), "utf-8")
    assert run("import", str(tmp_path / "acme.json"), "--account", "Copy").exit_code == 0
    old, new = (store.read(info.id) for info in sorted(store.accounts(), key=lambda info: info.name))
    [deal], [tie], [workshop], ids = new.opportunities, new.ties, new.workshops, {p.name: id for id, p in new.people.items()}
    ann, bob = ids["Ann"], ids["Bob"]
    (view, seen), (_step, step) = sorted(new.views.items(), key=lambda item: item[1].step or 0)
    assert (seen.opportunity, seen.leader, seen.words) == (deal, ann, "ann deal")
    assert (seen.lit, seen.filters, step.map) == ((bob, tie, "gone"), (f"faction:{bob}", "attitude:A"), view)
    for n, name in enumerate((f"circles/{deal}", f"ego/{deal}/{ann}", f"org/{deal}/-/{view}", f"map/{deal}")):
        assert new.place(name, bob).x == n
    assert new.place(f"view/{view}", ann).hidden
    assert {(c.text, c.item, c.tie) for c in new.comments.values()} == {("ann", ann, tie), ("?", deal, "gone")}
    assert workshop == "who" and new.ballots[ballot_id(workshop, ann, "me", bob)].value == "ADVICE"
    assert {type_name: len(group) for type_name, group in old.records.items()} == {
        type_name: len(group) for type_name, group in new.records.items()}
    store.close()


@pytest.mark.parametrize(("arguments", "message"), [
    (["import", "{people}"], "--account NAME"),
    (["import", "missing.csv", "--account", "A"], "cannot be read"),
    (["import", "{people}", "--account", "A", "--map", "nonsense"], "COLUMN=FIELD"),
    (["import", "{people}", "--account", "A", "--map", "titel=title"], "title"),
    (["analyse", "Nobody"], 'no account "Nobody"'),
    (["export", "Nobody", "x.json"], 'no account "Nobody"'),
])
def test_errors_are_sentences_and_exit_2(run, files, arguments, message):
    done = run(*(a.format(people=files[0]) for a in arguments))
    assert done.exit_code == 2 and message in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("content", "message"), [
    (b"{", "is not JSON"), (b"[]", "not an exported account"), (b'{"format": "powermap-account", "version": 99}', "version 99"),
    (b'{"format": "powermap-account", "version": 1, "records": [{"type": "Person", "id": "p", "nme": "x"}]}', "record 1"),
    (b'{"format": "powermap-account", "version": 1, "records": [7]}', "record 1"),
    (b'{"format": "powermap-account", "version": 1, "records": 7}', "records"),
])
def test_a_damaged_export_is_refused_whole(run, tmp_path, content, message):
    (tmp_path / "x.json").write_bytes(content)
    done = run("import", str(tmp_path / "x.json"))
    assert done.exit_code == 2 and message in done.stderr
    assert json.loads(run("accounts", "--json").stdout) == []


def test_every_question_can_be_asked_on_its_own(run, files):
    run("import", *files, "--account", "Acme")
    whole = {f["question"]: f for f in json.loads(run("analyse", "Acme", "--json").stdout)["findings"]}
    listed = json.loads(CliRunner().invoke(main, ["questions", "--json"]).stdout)
    assert [q["code"] for q in listed] == list(QUESTIONS) and all(q["method"]["zh"] and q["source"] and q["limits"]["en"] for q in listed)
    assert set(QUESTIONS) <= set(whole)
    for code in QUESTIONS:
        assert json.loads(run("ask", "Acme", code, "--json").stdout) == whole[code]
    told = run("ask", "Acme", "who_decides", "--language", "zh").stdout
    assert whole["who_decides"]["sentence"]["zh"] in told and f"什么会改变它：{whole['who_decides']['would_change']['zh']}" in told


def test_an_unknown_question_or_deal_is_a_sentence(run, files):
    run("import", *files, "--account", "Acme")
    wrong = run("ask", "Acme", "who_decide")
    assert wrong.exit_code == 2 and 'Did you mean "who_decides"?' in wrong.stderr
    assert run("ask", "Acme", "who_decides", "--opportunity", "none").exit_code == 2


def test_a_part_of_a_name_is_enough_to_ask_and_never_to_import(run, files):
    run("import", *files, "--account", "Acme of Springfield")
    assert run("ask", "springfield", "who_decides").exit_code == 0
    run("import", *files, "--account", "Acme")
    assert {info["name"] for info in json.loads(run("accounts", "--json").stdout)} == {"Acme of Springfield", "Acme"}
    assert run("ask", "ACM", "who_decides").exit_code == 2, "it could be either"
