"""A page's tables as a reader sees them: by the heading of their panel, row by row under the words of their columns."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What may stand open: they have no end tag.
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Cell:
    """`spoken` is for screen readers alone, `links` are the words of links with their addresses."""

    text: str = ""
    spoken: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    columns: int = 1

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def url(self) -> str:
        return self.links[0][1] if self.links else ""


@dataclass
class Table:
    """`panel` is the words of the heading above it."""

    panel: str
    heads: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    def by_head(self) -> list[dict[str, Cell]]:
        return [dict(zip(self.heads, row, strict=False)) for row in self.rows]


class Page(HTMLParser):
    """`tables` in order; `text` of everything visible outside drawings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self._stack: list[tuple[str, dict[str, str]]] = []
        self._heading = ""
        self._cell: Cell | None = None
        self.feed(html)

    def table(self, panel: str, *, with_head: str = "") -> Table:
        """The first one under that heading, that has such a column."""
        return next(t for t in self.tables if t.panel.startswith(panel) and (not with_head or with_head in t.heads))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._stack.append((tag, found))
        if tag in ("h2", "h3"):
            self._heading = ""
        elif tag == "table":
            self.tables.append(Table(self._heading.strip()))
        elif tag == "tr" and self.tables and not self._inside("thead"):
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self._cell = Cell(columns=int(found.get("colspan", 1)))
        elif tag == "a" and self._cell is not None:
            self._cell.links.append(("", found.get("href", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            table = self.tables[-1]
            if self._inside("thead"):
                table.heads += [self._cell.words] * self._cell.columns
            else:
                table.rows[-1] += [self._cell] * self._cell.columns
            self._cell = None
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside("svg", "script", "style"):
            return
        if self._inside("h2", "h3"):
            self._heading += data
        if self._cell is None:
            return
        if any("visually-hidden" in attrs.get("class", "") for _, attrs in self._stack):
            self._cell.spoken += data
            return
        self._cell.text += data
        if self._inside("a"):
            words, url = self._cell.links[-1]
            self._cell.links[-1] = (words + data, url)

    def _inside(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self._stack)
