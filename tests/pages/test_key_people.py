"""The page of key people: the ranking with no more digits than it deserves, and who of us knows whom."""

import re
from collections.abc import Callable, Iterable

import pandas as pd
from streamlit.testing.v1 import AppTest

from graph.model import Account, Opportunity, Person, Record, Setting, TeamMember, Tie, setting_id
from graph.store import GraphStore, put
from tests.pages.hands import fine, says

Page = Callable[..., AppTest]


def ranking(at: AppTest) -> pd.DataFrame:
    return at.dataframe[0].value


def matrix(at: AppTest) -> pd.DataFrame:
    return at.dataframe[1].value


def add(store: GraphStore, account: str, records: Iterable[Record]) -> None:
    store.apply(account, [put(record) for record in records], author="x", base=None)


def test_shares_have_whole_points_and_the_range_its_own_width(page: Page, store: GraphStore, account: str) -> None:
    add(store, account, [Setting(setting_id("range_mass"), name="range_mass", value=0.6)])
    table = ranking(fine(page("key_people", account=account)))
    assert pd.api.types.is_integer_dtype(table["Share of the decision"]) and 95 <= table["Share of the decision"].sum() <= 105
    assert "Range (90 %)" not in table and all(re.fullmatch(r"\d+(–\d+)? %", shown) for shown in table["Range (60 %)"])


def test_who_met_them_long_ago_does_not_cover_them_today(page: Page, store: GraphStore, account: str) -> None:
    ann, bob = f"{account}.ann", f"{account}.bob"
    add(store, account, [TeamMember("us", name="Ute"), Tie("past", kind="KNOWS", source="us", target=ann, level="5", until="2020-01-01"),
                         Tie("now", kind="KNOWS", source="us", target=bob, level="5")])
    assert dict(ranking(fine(page("key_people", account=account)))[["Name", "Coverage"]].to_numpy()) == {"Ann": 0, "Bob": 100, "Cid": 0, "Dora": 0}


def test_parts_of_the_decision_are_rounded_beside_who_knows_whom(page: Page, store: GraphStore, account: str) -> None:
    add(store, account, [TeamMember("us", name="Ute"), Tie("now", kind="KNOWS", source="us", target=f"{account}.ann", level="4")])
    at = fine(page("key_people", account=account))
    heads = [column for column in matrix(at).columns if column.startswith("Ute")]
    assert len(heads) == 1 and re.fullmatch(r"Ute \(about \d*[05] %\)", heads[0])
    assert all(re.fullmatch(r"(about \d*[05]|under 5) %|almost nothing", shown) for shown in matrix(at)["Share of the decision"])


def test_two_of_us_with_the_same_name_have_a_column_each(page: Page, store: GraphStore, account: str) -> None:
    add(store, account, [TeamMember("us", name="Ute"), TeamMember("also", name="Ute"), Tie("now", kind="KNOWS", source="us", target=f"{account}.ann", level="4"),
                         Tie("too", kind="KNOWS", source="also", target=f"{account}.ann", level="4")])
    heads = [column for column in matrix(fine(page("key_people", account=account))).columns if column.startswith("Ute")]
    assert len(heads) == 2 and heads[0].endswith("[1]") and heads[1].endswith("[2]")


def test_without_a_decider_there_are_no_shares(page: Page, store: GraphStore) -> None:
    store.create(Account("mail", name="Mail"), author="x", records=[
        Opportunity("deal", name="Deal"), *(Person(p, name=p.title()) for p in ("ann", "bob", "cy")), Tie("mail-1", kind="CONTACT", source="ann", target="bob"),
        TeamMember("us", name="Ute"), Tie("now", kind="KNOWS", source="us", target="ann", level="4")])
    at = fine(page("key_people", account="mail"))
    assert not {"Share of the decision", "Range (90 %)", "Place"} & {*ranking(at).columns, *matrix(at).columns}
    assert len(ranking(at)) == 3 and "Ute" in matrix(at).columns
    assert "no shares of the decision" in says(at, "info") and "part of the decision" not in says(at, "caption")
