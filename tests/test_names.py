"""A name is found however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.names import family, forms, parts, plain, spoken


@pytest.mark.parametrize(("name", "typed"), [
    ("王强", ["王强", "wang qiang", "wangqiang", "wq", "qiang wang"]), ("王晓峰", ["wang xiaofeng", "xiaofeng wang", "wang xiao feng", "wxf"]),
    ("单雄信", ["shan xiong xin", "shanxiongxin", "sxx", "danxiongxin"]),
    ("曾国藩", ["zengguofan", "zgf"]), ("解缙", ["xiejin", "xj"]), ("仇英", ["qiuying"]), ("查良镛", ["zhaliangyong"]),
    ("朴槿惠", ["piaojinhui"]), ("翟志刚", ["zhaizhigang"]), ("單雄信", ["shanxiongxin"]), ("葉問", ["yewen"]),
    ("吕布", ["lv bu", "lubu", "lyubu", "lb"]),
    ("欧阳锋", ["ouyangfeng", "oyf", "ouyang feng"]), ("尉迟恭", ["yuchigong"]), ("万俟卨", ["moqixie"]), ("长孙无忌", ["zhangsunwuji"]),
    ("Zoë Müller", ["zoe muller", "zoe mueller", "zm", "zoemuller"]),
    ("Łukasz Ødegård", ["lukasz odegard"]), ("Jürgen Groß", ["jurgen gross", "juergen gross"]),
    ("Ｗａｎｇ　Ｑｉａｎｇ", ["wang qiang"]), ("安娜·施密特", ["an na shi mi te"]),
    ("Иван Йод", ["иван йод"]), ("김철수", ["김철수"]), ("王强 Wang", ["wang qiang wang"])])
def test_a_name_is_found_by(name, typed):
    for text in typed:
        assert text in spoken(name).split("\n"), (name, text, spoken(name))


@pytest.mark.parametrize(("name", "who"), [
    ("王强", {"王", "强", "wang", "qiang", "王强"}), ("欧阳锋", {"欧阳", "锋", "ouyang", "feng", "欧阳锋"}),
    ("单雄信", {"单", "shan", "dan", "雄信", "xiongxin", "单雄信"}),
    ("安娜·施密特", {"安娜", "施密特", "anna", "shimite", "安娜·施密特"}),
    ("Anna Maria Schmidt", {"anna", "maria", "schmidt"})])
def test_a_part_may_stand_for_the_whole(name, who):
    assert parts(name) == who


def test_family_names():
    assert [family(name) for name in ("王强", "欧阳锋", "欧阳", "司马", "Wang", "")] == ["王", "欧阳", "欧", "司", "", ""]


def test_plain_keeps_other_scripts_whole():
    assert plain("が Й 김") == "が й 김"
    assert plain("  A\u200b\tＢ ") == "a b"


def test_nothing_has_no_forms():
    assert (forms(""), forms(" \u200b"), spoken("")) == ((), (), "")


@given(st.text())
def test_every_text_has_forms_that_can_be_searched(name):
    found = forms(name)
    assert bool(found) == bool(plain(name))
    assert all(form and form == " ".join(form.split()) for form in found) and parts(name) is not None
    assert not found or found[0] == plain(name)
