"""Files to tables: encodings, separators, where the header is, what cannot be read."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from loaders import LARGEST_FILE, Source, load_sources, read_tables
from loaders.decode import decode
from tests.loaders.helpers import read, sentences, source, workbook

CHINESE = "姓名,部门\n张伟,采购部\n"


def table(text: str, name: str = "file.csv", encoding: str = "utf-8"):
    tables, problems = read_tables([source(text, name, encoding)])
    assert problems == []
    return tables[0]


@pytest.mark.parametrize(("encoding", "known_as"), [
    ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gbk", "gb18030"), ("gb18030", "gb18030")])
def test_short_chinese_file_in_every_encoding(encoding, known_as):
    found = table(CHINESE, encoding=encoding)
    assert (found.encoding, found.headers) == (known_as, ("姓名", "部门"))
    assert found.rows == ((2, {"姓名": "张伟", "部门": "采购部"}),)


def test_big_endian_utf_16():
    assert decode(b"\xfe\xff" + CHINESE.encode("utf-16-be"))[0].endswith(CHINESE)


@pytest.mark.parametrize("text", ["name,note\nRené Müller,Café\n", "name,firm\nJosé Núñez,Société Générale\n",
                                  "name,note\nÅsa,über\n", "name,amount\nO’Neil,€5\n"])
def test_western_text_is_not_taken_for_chinese(text):
    assert table(text, encoding="cp1252").rows[0][1]["name"] == text.split("\n")[1].split(",")[0]


@pytest.mark.parametrize(("text", "encoding"), [
    ("姓名,部門\n劉備,採購部\n張飛,關係\n", "big5"), ("姓名,部門\n劉備,採購部\n張飛,關係\n", "gb18030"),
    ("имя,отдел\nИван,Продажи\n", "cp1251")])
def test_other_encodings(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


def test_rare_chinese_characters_in_gb18030():
    assert table("姓名,部门\n曹叡,魏\n荀彧,魏\n", encoding="gb18030").rows[0][1]["姓名"] == "曹叡"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_separators(delimiter):
    found = table(f"name{delimiter}title\nAnn{delimiter}CEO\n")
    assert (found.delimiter, found.rows[0][1]) == (delimiter, {"name": "Ann", "title": "CEO"})


def test_commas_inside_text_do_not_decide_the_separator():
    assert table("name;note\nAnn;one, two, three\nBen;four, five\n").delimiter == ";"


def test_fullwidth_comma_inside_text_is_text():
    assert table("姓名,备注\n张伟,认真，负责\n").rows[0][1]["备注"] == "认真，负责"


def test_preamble_above_the_header_is_skipped_and_counted():
    found = table('Notes:\n"Some, explanation"\n\nFirst Name,Last Name,Position\nPriya,Sharma,Engineer\n')
    assert found.headers == ("First Name", "Last Name", "Position")
    assert found.rows[0][0] == 5


def test_quoted_newline_is_one_row_of_the_spreadsheet():
    found = table('name,note\nAnn,"two\nlines"\nBen,x\n')
    assert [number for number, _ in found.rows] == [2, 3]
    assert found.rows[0][1]["note"] == "two\nlines"


def test_blank_and_repeated_headers():
    found = table("name,,name,\nAnn,x,Anna,\n")
    assert found.headers == ("name", "column 2", "name (2)")


def test_formula_like_text_in_csv_stays_text():
    rows = table('name,note\n=1+1,@SUM(A1)\n+49,-x\n').rows
    assert rows[0][1] == {"name": "=1+1", "note": "@SUM(A1)"}
    assert rows[1][1] == {"name": "+49", "note": "-x"}


def test_same_file_name_twice():
    tables, _ = read_tables([source(CHINESE), source(CHINESE)])
    assert [t.file for t in tables] == ["file.csv", "file.csv #2"]


def test_row_with_too_many_cells_is_left_out():
    loaded = read("name,title\nAnn,Head, Sales\nBen,CEO\n")
    assert loaded.people == 1
    assert sentences(loaded)[0].startswith("1.csv, row 2: The row has 3 cells, the header has 2.")
    assert loaded.rows_left_out == 1


@pytest.mark.parametrize(("content", "says"), [
    (b"", "is empty"), (b" \n\n", "is empty"), (b",,,\n,,\n", "is empty"), (b"name,title\n", "no row below"),
    (b"name\nAnn\n", "Only one column"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a text file"),
    (bytes(range(1, 32)) * 30 + b"\xff\xfe", "not a text file"),
    (b'name,title\nAnn,"CEO\nBen,CFO\n', "quotation mark"), (b'name,title\nAnn,"' + b"x" * 200_000, "too long"),
    (b"\xff\xfe\x00", "not a text file")])
def test_unreadable_text(content, says):
    loaded = load_sources([Source("f.csv", content)])
    assert loaded.records == ()
    assert len(loaded.problems) == 1
    assert says in sentences(loaded)[0]
    assert loaded.problems[0].blocking


def test_unclosed_quotation_mark_names_its_row():
    assert sentences(read('name,title\nAnn,CEO\nBen,"CFO\nEve,CTO\n'))[0].startswith("1.csv, row 3: A quotation")


@pytest.mark.parametrize(("name", "content", "says"), [
    ("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "save it as .xlsx"),
    ("f.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("f.xlsx", b"name,title\nAnn,CEO\n", "not an Excel workbook"), ("f.xlsx", b"PK\x03\x04junk", "not an Excel"),
    ("f.pdf", b"%PDF", "the kind .pdf"), ("f.xls", b"<html>", "save it as .xlsx")])
def test_unreadable_workbooks(name, content, says):
    [problem] = load_sources([Source(name, content)]).problems
    assert says in str(problem)


def test_zip_that_is_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    [problem] = load_sources([Source("f.xlsx", stream.getvalue())]).problems
    assert "not an Excel workbook" in str(problem)


def test_too_large_a_file_says_both_numbers():
    [problem] = load_sources([Source("f.csv", b"x" * (LARGEST_FILE + 1))]).problems
    assert "51 MB" in str(problem)
    assert "at most 50 MB" in str(problem)


def test_the_upload_box_and_the_documents_say_what_the_loader_allows():
    root, limit = Path(__file__).parents[2], LARGEST_FILE // 1024**2
    assert tomllib.loads((root / ".streamlit/config.toml").read_text("utf-8"))["server"]["maxUploadSize"] == limit
    for name in ("guide", "performance"):
        said = re.findall(r"[Ff]iles (?:of )?up to (\d+) MB", (root / f"docs/{name}.md").read_text("utf-8"))
        assert said == [str(limit)], name


def test_no_name_column_says_what_was_found():
    [problem] = read("colour,size\nred,1\n").problems
    assert "Found: colour, size." in str(problem)
    assert problem.text("zh").startswith("1.csv：找不到姓名列")


def test_workbook_with_people_ties_and_notes():
    loaded = load_sources([workbook(
        People=[["name", "level", "external"], ["Ann", 1, True], ["Ben", 2.0, False]],
        Ties=[["My ties"], [], ["from", "to", "type", "since"], ["Ben", "Ann", "advice", None]],
        About=[["colour", "size"], ["red", 1]])])
    assert (loaded.people, loaded.ties) == (2, 1)
    assert [t.name for t in loaded.tables] == ["book.xlsx (People)", "book.xlsx (Ties)", "book.xlsx (About)"]
    assert [p.blocking for p in loaded.problems] == [False]
    assert loaded.tables[1].rows[0][0] == 4


def test_empty_workbook():
    [problem] = load_sources([workbook(One=[])]).problems
    assert "is empty" in str(problem)


def test_formula_without_value_and_error_value():
    loaded = load_sources([workbook(People=[["name", "title", "note"], ["Ann", "=1+1", "#REF!"], ["Ben", "CEO", "x"]])])
    assert loaded.people == 2
    assert sorted(sentences(loaded)) == [
        ('book.xlsx (People), row 2, column "note": The cell shows the error #REF!. Correct the formula. The cell is '
        "read as empty."),
        ('book.xlsx (People), row 2, column "title": The formula has no stored value. Open the file and save it in a '
        "spreadsheet program first. The cell is read as empty.")]


def test_formula_with_a_stored_value_is_used():
    plain = workbook(People=[["name", "title"], ["Ann", "=1+1"]])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain.content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"<v ?/>|<v></v>", b"<v>2</v>", data)
            new.writestr(part, data)
    loaded = load_sources([Source("book.xlsx", changed.getvalue())])
    assert loaded.problems == ()
    assert loaded.records[0].title == "2"


def test_dates_and_headerless_columns_in_a_workbook():
    loaded = load_sources([workbook(Ties=[["from", "to", "since", None],
                                          ["Ann", "Ben", date(2024, 5, 1), "kept"],
                                          ["Ben", "Eve", datetime(2024, 5, 2), None]])])
    found = [record for record in loaded.records if record.type() == "Tie"]
    assert [tie.since for tie in found] == ["2024-05-01", "2024-05-02"]
    assert found[0].extra == ("column 4=kept",)


def test_bad_file_beside_a_good_one():
    loaded = load_sources([Source("bad.csv", b""), source(CHINESE, "good.csv")])
    assert loaded.people == 1
    assert sentences(loaded)[0].startswith("bad.csv: The file is empty.")
