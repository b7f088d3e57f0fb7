"""Typst in a process of its own: it keeps the pixels of the last pictures, which a server has better uses for, and serves one
at a time. Reads a request as JSON, writes the file; ends with 3 and the letters that no font has, if there are any.

Imports nothing of ours, so that it starts in no time.
"""

import json
import re
import sys
from html import escape

import typst

NO_FONT = 3
PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.title)"""


def missing(compiler: typst.Compiler, letters: str, fonts: str) -> str:
    """Those of the letters that would be empty boxes: an archive may not hold such, and Typst says which they are."""
    texts = "".join(f'<text x="0" y="50" font-family="{fonts}">{escape(letter)}</text>' for letter in letters)
    try:
        compiler.compile(PAGE.format(width=9, height=9).encode(), format="pdf", pdf_standards="a-2u",
                         sys_inputs={"svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99">{texts}</svg>', "title": "?"})
    except typst.TypstError as error:
        return "".join(dict.fromkeys("".join(re.findall('the text `"(.+?)"` could not', error.message + error.diagnostic))))
    return ""


def main() -> int:
    """One file, from the request on the standard input to the standard output."""
    asked = json.load(sys.stdin.buffer)
    compiler = typst.Compiler(ignore_system_fonts=not asked["system_fonts"])
    if lost := missing(compiler, asked["letters"], asked["fonts"]):
        sys.stdout.buffer.write(lost.encode())
        return NO_FONT
    made = compiler.compile(PAGE.format(**asked["size"]).encode(), format=asked["kind"], ppi=asked["ppi"],
                            sys_inputs={"svg": asked["svg"], "title": asked["title"]})
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
