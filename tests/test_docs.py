"""The documents are held against the live registries: what is there is documented, what is documented is there."""

import re
from pathlib import Path

import cli
from graph.analysis.catalogue import QUESTIONS
from graph.analysis.centrality import MEASURES
from graph.model import DEFAULTS, KINDS, SCALES, SETTINGS
from ui.frame import PAGES

ROOT = Path(__file__).parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_page_is_documented():
    guide = text("docs/guide.md")
    for name in PAGES:
        assert f"`/{'' if name == 'accounts' else name}`" in guide, name


def test_every_scale_and_level_is_documented():
    words = text("docs/words.md")
    for key, scale in SCALES.items():
        section = words.split(f"### `{key}`")[1].split("\n### ")[0]
        for level in scale.levels:
            assert f"| `{level.code}` | {level.name.en} | {level.name.zh} |" in section, (key, level.code)
    assert len(re.findall(r"^### `", words, re.M)) == len(SCALES) + 1


def test_every_kind_of_tie_is_documented():
    section = text("docs/words.md").split("### `ties`")[1]
    assert set(re.findall(r"^\| `(\w+)`", section.split("\n### ")[0], re.M)) == set(KINDS)


def test_every_measure_and_setting_is_documented():
    analysis = text("docs/analysis.md")
    for key, measure in MEASURES.items():
        assert f"| `{key}` | {measure.name.en} | {measure.name.zh} |" in analysis, key
    for name, spec in SETTINGS.items():
        row = f"| `{name}` | {getattr(DEFAULTS, name):.15g} | {spec.low:.15g} to {spec.high:.15g} | {spec.meaning.en} |"
        assert row in analysis, f"write {row}"


def test_every_command_and_option_is_documented():
    guide = text("docs/guide.md")
    for name, command in cli.main.commands.items():
        assert f"`python cli.py {name}" in guide, name
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}" in guide or f" {option}" in guide, (name, option)


def test_make_targets_are_documented():
    makefile = text("Makefile")
    for target in re.findall(r"^([a-z]+):.*## ", makefile, re.M):
        assert f"`make {target}" in text("CONTRIBUTING.md") + text("README.md"), target


def test_every_question_is_explained_with_its_source_and_its_limits():
    analysis = text("docs/analysis.md")
    for question in QUESTIONS.values():
        section = analysis.split(f"### `{question.code}`: {question.asks.en}\n")[1].split("\n### ")[0]
        for said in (question.asks.zh, question.method.en, question.source, question.limits.en):
            assert said in section, (question.code, said)
    assert re.findall(r"^### `(\w+)`", analysis, re.M) == list(QUESTIONS)
