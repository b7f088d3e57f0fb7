"""What holds for every load: valid records, speed, progress, and word lists that fit the product."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import loaders
from graph.model import KINDS, RECORDS, SCALES
from graph.model.validate import check_whole, clean_fields
from loaders import FIELDS, Source, load_sources
from loaders.messages import data
from loaders.words import bare, field_of, kind_of
from tests.loaders.helpers import read, sentences, workbook

PEOPLE = "id,name,department,camp,attitude,reports to\n1,Ann,Sales,Reds,A,\n2,Ben,IT,Blues,Z,1\n"
TIES = "from,to,type,weight,sign,time\n1,2,like,3,-1,T1\n2,1,mystery,1,1,2024-01-01\n2,1,rival,1,1,\n"


def test_every_record_is_valid_and_refers_to_one_that_is_there():
    loaded = read(PEOPLE, TIES)
    ids = {record.id for record in loaded.records}
    assert len(ids) == len(loaded.records)
    for record in loaded.records:
        assert clean_fields(record.type(), record.fields()) == record.fields()
        check_whole(record.type(), record.fields())
        refs = [record.fields().get(name) for name, spec in record.specs().items() if spec.type == "ref"]
        assert {ref for ref in refs if ref} <= ids


def test_records_come_after_those_they_refer_to():
    order = [record.type() for record in read(PEOPLE, TIES).records]
    firsts = [order.index(name) for name in ("Department", "Faction", "Opportunity", "Person", "Position", "Tie")]
    assert firsts == sorted(firsts)


def test_a_large_account_loads_in_seconds_and_says_how_far_it_is():
    number, chance = 10_000, random.Random(1)
    staff = (f"p{i},Person {i},D{i % 40},p{i // 8}\n" for i in range(number))
    people = "id,name,department,reports to\n" + "".join(staff)
    pairs = ((chance.randrange(number), chance.randrange(number)) for _ in range(50_000))
    rows = (f"p{a},Person {b},advice,{a % 5 + 1}\n" for a, b in pairs)
    said: list[tuple[float, str]] = []
    start = time.perf_counter()
    loaded = read(people, "from,to,type,weight\n" + "".join(rows),
                  progress=lambda fraction, sentence: said.append((fraction, sentence)))
    assert time.perf_counter() - start < 20  # a few seconds in truth; quadratic loops would take minutes
    assert loaded.people == number
    assert loaded.ties > 49_900
    fractions = [fraction for fraction, _ in said]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert len(said) > 10


def test_many_unknown_names_are_said_quickly():
    people = "name,title\n" + "".join(f"Person {i},x\n" for i in range(3_000))
    start = time.perf_counter()
    loaded = read(people, "from,to,type\n" + "".join(f"Persn {i},Person {i},advice\n" for i in range(5_000)))
    assert time.perf_counter() - start < 20
    assert len(loaded.problems) == 5_000
    assert "Did you mean" in sentences(loaded)[0]


def test_damaged_files_are_problems_never_errors():
    chance = random.Random(1)
    junk = [b'"', b",", b"\n", b"\r", b"\x00", b";", b"\t", b"\xff", b"\xb9\xd8", b"=", b"1e999", b"\x85", b"|"]
    whole = [text.encode(code) for text in (PEOPLE, TIES, "姓名,上级\n张伟,\n李娜,张伟\n") for code in ("utf-8", "gbk", "utf-16")]
    whole.append(workbook(People=[line.split(",") for line in PEOPLE.splitlines()]).content)
    for _ in range(500):
        damaged = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(8)):
            start = chance.randrange(len(damaged) + 1)
            damaged[start:start + chance.choice((0, 0, 1, 3))] = chance.choice(junk)
        loaded = load_sources([Source("damaged", bytes(damaged))])
        assert loaded.records or loaded.problems


def test_every_field_can_be_named_by_its_own_code_and_names():
    for role, fields in FIELDS.items():
        for field, name in fields.items():
            if field != "label":  # in a table of ties, "label" names the kind
                assert {field_of(role, word)[0] for word in (field, *name)} == {field}


def test_every_sentence_is_used_and_every_used_one_is_there():
    code = "".join(path.read_text("utf-8") for path in Path(loaders.__file__).parent.glob("*.py"))
    keys = set(data("messages.toml"))
    assert keys <= set(re.findall(r'"(\w+)"', code))
    assert set(re.findall(r'say\("(\w+)"', code)) <= keys


def test_word_lists_fit_the_model():
    known = {name for cls in RECORDS.values() for name in cls.specs()}
    others = {"first_name", "middle_name", "last_name", "reports_to", "faction", "closeness", "role", "time"}
    assert {field for fields in FIELDS.values() for field in fields} <= known | others
    for meaning in data("kinds.toml")["meaning"]:
        assert KINDS[meaning["kind"]].between_people
        assert meaning.get("sign", 1) == 1 or KINDS[meaning["kind"]].signed
        assert meaning.get("basis") in (None, *SCALES["tie_basis"].codes)
    words = data("words.toml")
    for scale in set(words) & set(SCALES):
        assert set(words[scale]) <= set(SCALES[scale].codes)
    for code in words["roles"]:
        scale, level = code.split()
        assert level in SCALES[scale].codes


def test_no_word_means_two_things():
    for role, fields in data("headers.toml").items():
        words = [(bare(word), field) for field, words in fields.items() for word in words]
        assert {word: field for word, field in words} == {word: field for word, field in reversed(words)}
        assert all(field_of(role, word)[0] == field for field, words in fields.items() for word in words)
    meanings = [bare(word) for meaning in data("kinds.toml")["meaning"] for word in meaning["words"]]
    assert len(meanings) == len(set(meanings))
    assert kind_of("LISTENS_TO") != kind_of("influences")
