"""Which HTML a template may hold: text and tables with styles, nothing that acts, links or fetches.

What comes from records is escaped and stands in text only, so no value can open a tag; and no style names anything
outside of the document, so neither a browser nor the layout engine has anything to fetch.
"""

import re
from html.parser import HTMLParser

from engine.diagnostics.problem import Problem
from engine.documents import problems
from engine.documents.template import PLACE
from engine.effects.findings import Findings

_TAGS = frozenset(
    [
        "style",
        "header",
        "footer",
        "section",
        "article",
        "div",
        "p",
        "span",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "small",
        "sub",
        "sup",
        "blockquote",
    ]
)
_VOID = frozenset({"br", "hr", "col"})
_ATTRIBUTES = frozenset({"class", "lang", "dir", "colspan", "rowspan", "span", "scope", "style", "start"})
_REACHING = re.compile(r"url\s*\(|@import|@font-face|@namespace|expression\s*\(|\\|<", re.IGNORECASE)
_FONTS = re.compile(r"font(?:-family)?\s*:\s*([^;{}]+)", re.IGNORECASE)
_CHINESE = re.compile(
    r"(cjk|han s|songti|heiti|kaiti|fangsong|simsun|simhei|yahei|pingfang|wenquanyi|inherit|initial)",
    re.IGNORECASE,
)
_HOLE = "\ue000"


def check_markup(text: str, findings: Findings, at: str = "") -> None:
    """Report what a template may not hold, with its lines."""
    # A place becomes a mark on as many lines as it had, so that the lines told are those of the file.
    reader = _Reader(findings, at)
    reader.feed(PLACE.sub(lambda found: _HOLE + "\n" * found[0].count("\n"), text))
    reader.close()
    reader.end()


class _Reader(HTMLParser):
    def __init__(self, findings: Findings, at: str) -> None:
        super().__init__(convert_charrefs=False)
        self._findings, self._at = findings, at
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._known(tag)
        whole = self.get_starttag_text() or ""
        if _HOLE in whole:
            self._report(problems.IN_MARKUP)
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                self._report(problems.ATTRIBUTE_NOT_ALLOWED, name=name[:40])
            elif name == "style":
                self._style(value or "")
        if tag not in _VOID:
            self._open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open:
            self._report(problems.TAG_OPEN, name=self._open.pop()[0])

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            self._report(problems.TAG_OPEN, name=tag[:40])

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style":
            if _HOLE in data:
                self._report(problems.IN_MARKUP)
            self._style(data)

    def handle_comment(self, data: str) -> None:
        if _HOLE in data:
            self._report(problems.IN_MARKUP)

    def handle_decl(self, decl: str) -> None:
        self._report(problems.TAG_NOT_ALLOWED, name=f"!{decl[:20]}")

    def handle_pi(self, data: str) -> None:
        self._report(problems.TAG_NOT_ALLOWED, name=f"?{data[:20]}")

    def unknown_decl(self, data: str) -> None:
        self._report(problems.TAG_NOT_ALLOWED, name=f"![{data[:20]}")

    def end(self) -> None:
        """What is still open at the end was never closed."""
        for tag, line in self._open:
            self._findings.report(problems.TAG_OPEN, self._at, name=tag, line=line)

    def _known(self, tag: str) -> None:
        if tag not in _TAGS:
            suggestion = "div" if tag in ("main", "body", "html") else None
            self._report(
                problems.TAG_NOT_ALLOWED, name=tag[:40], **({"suggestion": suggestion} if suggestion else {})
            )

    def _style(self, text: str) -> None:
        found = _REACHING.search(text)
        if found:
            self._report(problems.STYLE_REACHES_OUT, name=found[0])
        for fonts in _FONTS.findall(text):
            last = fonts.rpartition(",")[2].strip()
            if not _CHINESE.search(last):
                self._report(problems.FONT_WITHOUT_CHINESE)

    def _report(self, problem: Problem, **data: str) -> None:
        self._findings.report(problem, self._at, line=self.getpos()[0], **data)
