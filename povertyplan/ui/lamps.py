"""Lamps and line icons as SVG: a lamp is always shape, word and colour together (experience §3.4)."""

from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString


class Lamp(StrEnum):
    """State of anything that is judged; the value is the CSS class of its colours."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    DONE = "done"
    GO = "go"
    NOT_STARTED = "todo"
    NONE = "none"

    @property
    def css(self) -> str:
        """Not begun and not assessed look alike (an empty ring); only the word tells them apart."""
        return "none" if self is Lamp.NOT_STARTED else self.value

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {
    Lamp.OK: "正常",
    Lamp.WARN: "关注",
    Lamp.BAD: "督办",
    Lamp.DONE: "达标",
    Lamp.GO: "进行中",
    Lamp.NOT_STARTED: "未开始",
    Lamp.NONE: "未核",
}

# Drawn in a box of 12; darker with severity, and each another outline, so that grey print still tells them apart.
_SHAPES = {
    "ok": '<circle cx="6" cy="6" r="5"/>',
    "warn": '<path d="M6 1 11.5 11H.5Z"/>',
    "bad": '<path d="M6 0 12 6 6 12 0 6Z"/>',
    "none": '<circle cx="6" cy="6" r="4.5"/>',
    "go": '<path fill-rule="evenodd" d="M6 0a6 6 0 1 0 .01 0ZM6 1.6v8.8a4.4 4.4 0 0 0 0-8.8Z"/>',
    "done": ('<path fill-rule="evenodd" d="M6 0a6 6 0 1 0 .01 0ZM3 6.2l1.2-1.2 1.4 1.4L8.5 3.3l1.2 1.2-4.1 4.3Z"/>'),
}
SHAPES = {name: SafeString(shape) for name, shape in _SHAPES.items()}

# Drawn in a box of 24 with the stroke of the surrounding text.
_LINES = {
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 21 21",
    "check": "M4 12.5l5 5L20 6",
    "cross": "M6 6l12 12M18 6 6 18",
    "back": "M15 4l-8 8 8 8",
    "forward": "M9 4l8 8-8 8",
    "down": "M5 9l7 7 7-7",
    "list": "M5 6h14M5 12h14M5 18h9",
    "people": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-5 4-8 8-8s8 3 8 8",
    "map": "M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2ZM9 4v14M15 6v14",
    "me": "M12 3a9 9 0 1 0 .01 0ZM12 8v5l3 2",
    "print": "M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7Z",
    "upload": "M12 16V4M7 9l5-5 5 5M4 20h16",
    "download": "M12 4v12M7 11l5 5 5-5M4 20h16",
    "edit": "M4 20l1-5L16 4l4 4L9 19ZM13 7l4 4",
    "plus": "M12 5v14M5 12h14",
    "lock": "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "phone": "M6 3h4l2 5-3 2c1 2.5 2.5 4 5 5l2-3 5 2v4c0 2-2 3-3 3C10 21 3 14 3 6c0-1 1-3 3-3Z",
    "offline": "M2 9a14 14 0 0 1 20 0M6 13a9 9 0 0 1 12 0M9.5 17a4 4 0 0 1 5 0M3 21 21 3",
}
NAMES = (*WORDS, *_LINES)


def icon(name: str, size: int = 12, cls: str = "") -> SafeString:
    """An icon beside a word; alone it says nothing, so it is hidden from screen readers."""
    if name in WORDS:
        lamp = Lamp(name)
        return format_html(
            '<svg class="i-{}{}" width="{}" height="{}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>',
            lamp.css,
            f" {cls}" if cls else "",
            size,
            size,
            SHAPES[lamp.css],
        )
    return format_html(
        '<svg class="line-i{}" width="{}" height="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        f" {cls}" if cls else "",
        size,
        size,
        _LINES[name],
    )


def lamp(state: str, text: str = "") -> SafeString:
    """The badge; `text` replaces the usual word of the state and never drops it."""
    lamp = Lamp(state)
    return format_html('<span class="lamp {}">{}{}</span>', lamp.css, icon(lamp), text or lamp.word)
