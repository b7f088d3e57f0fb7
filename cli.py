"""Powermap without a browser: import, check, analyse, export, list, copy. Exit code 0, or 2 with the problems on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from graph.analysis.account import Analysis
from graph.analysis.account import analyse as analysis_of
from graph.analysis.catalogue import QUESTIONS, answers, as_json, by_use, finding_as_json, layer_answers, question_as_json
from graph.analysis.catalogue import ask as answer_to
from graph.analysis.finding import Finding
from graph.drawing.layouts import LAYOUTS
from graph.drawing.payload import laid_out, said_of
from graph.drawing.view import View
from graph.errors import FileProblem, InvalidRecord, NotFound, PowerMapError, did_you_mean
from graph.export.account_json import from_json, renumbered
from graph.export.formats import FORMATS, format_of, taken_away
from graph.export.picture import FORMATS as PICTURES
from graph.export.redaction import Redaction
from graph.model import KINDS, Account, Snapshot, Text
from graph.store import AccountInfo, GraphStore, copy_accounts, open_store, write_import
from graph.store.address import is_server, without_password
from graph.store.open import PASSWORDS
from loaders import LARGEST_FILE, Loaded, Source, load_sources


class _Commands(click.Group):
    """Every error of the product becomes its sentence on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PowerMapError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


@click.group(cls=_Commands)
def main() -> None:
    """Powermap: who decides, who moves whom, whom we do not know."""


store_option = click.option("--store", "where", metavar="PLACE", help="The store: a file, or the address of a Neo4j database "
                            "(neo4j://user@host:7687/neo4j). Default: POWERMAP_STORE, else the file in the user's data folder.")
column_option = click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="Read a column as a field.")
kind_option = click.option("--kind", "kinds", multiple=True, metavar="VALUE=KIND", help="Read a kind of tie as one of ours.")
skip_option = click.option("--skip-problems", is_flag=True, help="Import the rest when rows cannot be understood.")
author_option = click.option("--author", default="command line", help="The name that stands in the history.")


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--account", metavar="NAME", help="The account; made when it is new. Not needed for an exported account.")
@column_option
@kind_option
@skip_option
@store_option
@author_option
def import_files(files: Sequence[Path], account: str | None, columns: Sequence[str], kinds: Sequence[str],
                 skip_problems: bool, where: str | None, author: str) -> None:
    """Import people and ties from CSV or Excel files, or an exported account (.json).

    With rows that cannot be understood nothing is written, unless --skip-problems says to import the rest.
    """
    if any(file.suffix.lower() == ".json" for file in files):
        if len(files) > 1:
            raise FileProblem("An exported account is imported alone: give one .json file.")
        _import_account(open_store(where), files[0], account, author)
        return
    if not account:
        raise InvalidRecord("Say which account with --account NAME; a new name makes a new account.")
    store = open_store(where)
    info = _named(store, account)
    snapshot = store.read(info.id) if info else None
    loaded = _load(files, columns, kinds, snapshot)
    _report(loaded)
    if _blocked(loaded) and not skip_problems:
        click.echo(f"Nothing was written: {loaded.rows_left_out} rows cannot be understood. Correct them, or import the "
                   "rest with --skip-problems.", err=True)
        sys.exit(2)
    if not loaded.records:
        click.echo(f"Nothing to import: {account} was not changed.")
        return
    write_import(store, loaded.records, into=snapshot, name=account, files=[file.name for file in files], author=author)
    click.echo(f"{account}: {loaded.people} people, {loaded.ties} ties ({loaded.reporting} of them reporting lines), "
               f"{loaded.memberships} faction members imported.")


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--account", metavar="NAME", help="Check as an addition to this account.")
@column_option
@kind_option
@store_option
def check(files: Sequence[Path], account: str | None, columns: Sequence[str], kinds: Sequence[str], where: str | None) -> None:
    """Read files and report what is in them; write nothing."""
    store = open_store(where) if account else None
    info = _named(store, account) if store and account else None
    loaded = _load(files, columns, kinds, store.read(info.id) if store and info else None)
    for table in loaded.tables:
        click.echo(f"{table.name}: {len(table.rows)} rows of {table.role}, {table.encoding}")
        for header, field in loaded.columns[table.key].items():
            click.echo(f"  {header} -> {field or '(another column)'}")
    for word, use in loaded.kinds.items():
        known = "" if use.recognised else " (unknown word, a layer of its own)"
        click.echo(f'  tie "{word}" -> {use.choice.label or use.choice.kind}, {use.count} rows{known}')
    for duplicate in loaded.duplicates:
        click.echo(f"  {duplicate.name}: {duplicate.reason.en} -> {duplicate.default}")
    click.echo(f"{loaded.people} people, {loaded.ties} ties ({loaded.reporting} of them reporting lines), "
               f"{loaded.memberships} faction members, {loaded.rows_left_out} rows left out. Nothing was written.")
    _report(loaded)
    sys.exit(2 if _blocked(loaded) else 0)


json_option = click.option("--json", "as_data", is_flag=True, help="Print JSON.")
opportunity_option = click.option("--opportunity", metavar="NAME", help="The deal, by name or id. Default: the account's first one.")
language_option = click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="The language of the sentences.")


@main.command()
@click.argument("name")
@json_option
@opportunity_option
@language_option
@store_option
def analyse(name: str, as_data: bool, opportunity: str | None, language: str, where: str | None) -> None:
    """All answers about an account, the most useful first: who decides, who moves them, whom we do not cover, ..."""
    result = _analysed(name, opportunity, where)
    if as_data:
        _print_json(as_json(result))
        return
    for finding in (*by_use(answers(result)), *layer_answers(result)):
        _print_finding(finding, language)


@main.command()
@click.argument("name")
@click.argument("question")
@json_option
@opportunity_option
@language_option
@store_option
def ask(name: str, question: str, as_data: bool, opportunity: str | None, language: str, where: str | None) -> None:
    """The answer to one question about an account; `questions` lists them."""
    finding = answer_to(_analysed(name, opportunity, where), question)
    if as_data:
        _print_json(finding_as_json(finding))
    else:
        _print_finding(finding, language)


@main.command()
@json_option
@language_option
def questions(as_data: bool, language: str) -> None:
    """The questions that can be asked."""
    if as_data:
        _print_json([question_as_json(question) for question in QUESTIONS.values()])
        return
    for question in QUESTIONS.values():
        click.echo(f"{question.code:18} {question.asks.of(language)}")


def _analysed(name: str, opportunity: str | None, where: str | None) -> Analysis:
    store = open_store(where)
    now = store.read(_must(store, name).id)
    deal = next((id for id, deal in now.opportunities.items() if deal.name == opportunity), opportunity)
    return analysis_of(now, opportunity=deal, ranker=store.measures)


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1))


def _print_finding(finding: Finding, language: str) -> None:
    click.echo(f"{finding.asks.of(language)}\n  {finding.sentence.of(language)}")
    change = Text("What would change it: {what}", "什么会改变它：{what}").format(what=finding.would_change) if finding.would_change.en else finding.would_change
    for text in (*finding.facts, change, finding.next_step, *finding.flags):
        if text.of(language):
            click.echo(f"  - {text.of(language)}")


@main.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "code", help=f"What to write: {', '.join(FORMATS)}. Default: what the file's ending says.")
@click.option("--layout", default="circles", help=f"How a map is laid out: {', '.join(LAYOUTS)}.")
@click.option("--leader", metavar="PERSON", help="Whom circles or rings go round.")
@click.option("--as-of", metavar="DATE", help="The account as it was on a day (2026-03-31).")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="The language of pictures.")
@click.option("--dark", is_flag=True, help="Pictures on dark ground.")
@click.option("--without-names", is_flag=True, help="Roles instead of names.")
@click.option("--without-attitudes", is_flag=True, help="Nothing that says what anybody thinks of us.")
@store_option
def export(name: str, file: Path, code: str | None, layout: str, leader: str | None, as_of: str | None, language: str, dark: bool,
           without_names: bool, without_attitudes: bool, where: str | None) -> None:
    """Write an account to a file: whole (.json, which `import` reads back), as a picture of its map (.svg, .pdf, .png, .pptx,
    .html), or for other programs (.graphml, .gexf, .cypher)."""
    chosen = code or next((c for c, f in FORMATS.items() if f.suffix == file.suffix.lower()), file.suffix.lstrip("."))
    format_of(chosen)
    if layout not in LAYOUTS:
        raise InvalidRecord(f'There is no layout "{layout}". {did_you_mean(layout, LAYOUTS)}', f"没有“{layout}”布局。{did_you_mean(layout, LAYOUTS, 'zh')}")
    store = open_store(where)
    info = _must(store, name)
    now = store.read(info.id, as_of=_day(as_of)) if as_of else store.read(info.id)
    view = View(layout=layout, leader=_person(now, leader) if leader else "", as_of=as_of or "", language=language)
    analysis = analysis_of(now, today=_day(as_of) if as_of else None)
    data = taken_away(analysis, view, chosen, choice=Redaction(names=not without_names, attitudes=not without_attitudes),
                      theme="dark" if dark else "light", frontend=Path(__file__).parent / "ui" / "power_map" / "frontend")
    try:
        file.write_bytes(data)
    except OSError as error:
        raise FileProblem(f"{file} cannot be written: {error.strerror}.", f"无法写入 {file}：{error.strerror}。") from None
    ties = sum(KINDS[tie.kind].drawn for tie in now.ties.values())
    undrawn = said_of(laid_out(analysis, view).undrawn).en if chosen in PICTURES else ""
    click.echo(f"{info.name}: {len(now.people)} people, {ties} ties and {len(now.ties) - ties} links in circles, factions, shares and "
               f"the like written to {file}.{' ' * bool(undrawn)}{undrawn}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidRecord(f'"{text}" is not a date; write it as 2026-03-31.', f"“{text}”不是日期；请写成 2026-03-31。") from None


def _person(now: Snapshot, name: str) -> str:
    """The id of somebody by either name or by id."""
    found = [id for id, p in now.people.items() if name in (id, p.name, p.name_alt)]
    if len(found) != 1:
        names = [p.name for p in now.people.values()]
        raise NotFound(f'{"Nobody" if not found else f"{len(found)} people"} in this account {"is" if not found else "are"} called "{name}". '
                       f"{did_you_mean(name, names)}", f"此客户中有 {len(found)} 人叫“{name}”。{did_you_mean(name, names, 'zh')}")
    return found[0]


@main.command()
@click.option("--json", "as_data", is_flag=True, help="Print a JSON list.")
@store_option
def accounts(as_data: bool, where: str | None) -> None:
    """List the accounts: id, name, people, ties."""
    infos = open_store(where).accounts()
    if as_data:
        rows = [{"id": i.id, "name": i.name, "people": i.people, "ties": i.ties} for i in infos]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for info in infos:
        click.echo(f"{info.id}  {info.name}  {info.people} people  {info.ties} ties")


@main.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.argument("names", nargs=-1)
def copy(source: str, target: str, names: Sequence[str]) -> None:
    """Copy accounts with their whole history from one store to another, and verify each.

    All accounts, or those with the NAMES. Stores are files or addresses of Neo4j databases. A copy that broke off is taken
    up by doing it again; later it brings the copies up to date.
    """
    if not is_server(source) and not Path(source).exists():
        raise NotFound(f"There is no store {source}.")
    here, there = open_store(source), open_store(target)
    ids = [_must(here, name).id for name in names] or None
    total = len(ids or here.accounts(archived=True))
    for number, copied in enumerate(copy_accounts(here, there, ids=ids), start=1):
        info, done = copied.account, f"{copied.revisions} revisions copied" if copied.revisions else "there already"
        click.echo(f"{info.name}: {info.people} people, {info.ties} ties, {done} and verified ({number} of {total})")
        for problem in copied.problems:
            click.echo(f"  not copied: {problem.en}", err=True)


@main.command()
@click.argument("name")
@store_option
def adopt(name: str, where: str | None) -> None:
    """Take what somebody edited in Neo4j itself into the history of an account; say what cannot be read."""
    store = open_store(where)
    info = _must(store, name)
    revision = store.adopt(info.id)
    click.echo(f"{info.name}: {len(revision.entries)} edits taken into the history as revision {revision.number}."
               if revision else f"{info.name}: nothing was edited past Powermap.")
    for problem in store.read(info.id).problems:
        click.echo(problem.en, err=True)


def _load(files: Sequence[Path], columns: Sequence[str], kinds: Sequence[str], snapshot: Snapshot | None) -> Loaded:
    return load_sources([_source(file) for file in files], columns=_pairs(columns, "--map", "COLUMN=FIELD"),
                        kinds=_pairs(kinds, "--kind", "VALUE=KIND"), snapshot=snapshot,
                        opportunity=snapshot.opportunity() if snapshot else None)


def _source(file: Path) -> Source:
    try:
        if file.stat().st_size > LARGEST_FILE:
            return Source(file.name, b"\0" * (LARGEST_FILE + 1))
        return Source(file.name, file.read_bytes())
    except OSError as error:
        raise FileProblem(f"{file} cannot be read: {error.strerror}.") from None


def _pairs(texts: Sequence[str], option: str, form: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        left, equals, right = text.rpartition("=")
        if not equals:
            raise InvalidRecord(f'{option} "{text}" is not of the form {form}.')
        pairs[left] = right
    return pairs


def _import_account(store: GraphStore, file: Path, name: str | None, author: str) -> None:
    try:
        data = json.loads(_source(file).content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileProblem(f"{file.name} is not JSON: {error}.") from None
    account, records = from_json(data, file=file.name)
    taken = {info.id: info for info in store.accounts(archived=True)}
    if account.id in taken and name is None:
        raise InvalidRecord(f"{account.name} is in this store already. Give --account NAME to import a copy under that name.")
    if account.id in taken:
        account, records = renumbered(account, records)
    if name is not None:
        account = Account.of(account.id, {**account.fields(), "name": name})
    store.create(account, author=author, records=records)
    click.echo(f"{account.name}: imported from {file.name}.")


def _named(store: GraphStore, name: str, *, part: bool = False) -> AccountInfo | None:
    """The account with this id, this name, or this part of its name. Raises `InvalidRecord` when it could be several."""
    infos = store.accounts(archived=True)
    found = [info for info in infos if info.id == name] or [info for info in infos if info.name == name] or (
        [info for info in infos if name.lower() in info.name.lower()] if part else [])
    if len(found) > 1:
        ids = ", ".join(info.id for info in found)
        raise InvalidRecord(f'{len(found)} accounts are called "{name}"; give the id instead: {ids}.')
    return found[0] if found else None


def _must(store: GraphStore, name: str) -> AccountInfo:
    info = _named(store, name, part=True)
    if info is None:
        raise NotFound(f'There is no account "{name}". {did_you_mean(name, [i.name for i in store.accounts()])}')
    return info


def _report(loaded: Loaded) -> None:
    for problem in loaded.problems:
        click.echo(str(problem), err=True)


def _blocked(loaded: Loaded) -> bool:
    return any(problem.blocking for problem in loaded.problems)


def _hide_passwords() -> None:
    """Starts again without the passwords of the arguments, which everybody on this machine can read in the list of
    processes: they go on in the environment."""
    found: dict[str, str] = {}
    arguments: list[str] = []
    for argument in sys.orig_argv:
        option, place = argument.split("=", 1) if argument.startswith("--store=") else ("", argument)
        place, password = without_password(place)
        found |= {place: password} if password else {}
        arguments.append(f"{option}={place}" if option else place)
    if found:
        os.environ[PASSWORDS] = json.dumps(found)
        os.execv(sys.executable, [sys.executable, *arguments[1:]])


if __name__ == "__main__":
    _hide_passwords()
    main()
