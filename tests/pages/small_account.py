"""The account that page tests and browser tests start from."""

from graph.drawing.view import View
from graph.model import Account, Department, Opportunity, Person, Place, Position, Tie, new_id, place_id, position_id
from graph.store import GraphStore

PLACES = {"ann": (0, -60), "bob": (-200, 60), "cid": (200, 60), "dora": (0, 260)}


def make_account(store: GraphStore, name: str = "", **names: str) -> str:
    """Makes Ann, Bob, Cid and Dora at known places, Bob and Cid reporting to Ann; the account's id.

    Ids are the account's with a word behind it ("….bob", "….deal", "….tie-bob"). `names` calls people otherwise
    (`bob="Robert"`).
    """
    id = new_id()
    people = [Person(f"{id}.{who}", name=names.get(who, who.title()), department=f"{id}.dep") for who in PLACES]
    map_name = View().places(f"{id}.deal")
    spots = [Place(place_id(map_name, f"{id}.{who}"), map=map_name, item=f"{id}.{who}", x=x, y=y, pinned=True)
             for who, (x, y) in PLACES.items()]
    positions = [Position(position_id(f"{id}.deal", f"{id}.{who}"), opportunity=f"{id}.deal", person=f"{id}.{who}", **fields)
                 for who, fields in {"ann": {"roles": ("DECIDER",)}, "bob": {"attitude": "C"}}.items()]
    ties = [Tie(f"{id}.tie-{who}", kind="REPORTS_TO", source=f"{id}.{who}", target=f"{id}.ann") for who in ("bob", "cid")]
    store.create(Account(id, name=name or f"Acme {id[:8]}"), author="somebody else", records=[
        Opportunity(f"{id}.deal", name="The deal"), Department(f"{id}.dep", name=names.get("dep", "Sales")), *people, *spots,
        *positions, *ties])
    return id
