"""Joins finished PDFs, so that no process ever holds more than one part of a batch."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import IO

LANGUAGE = "zh-CN"


def joined(parts: Iterable[IO[bytes]], *, title: str) -> bytes:
    target = io.BytesIO()
    join(((part, None) for part in parts), target, title=title)
    return target.getvalue()


def join(parts: Iterable[tuple[Path | IO[bytes], str | None]], target: Path | IO[bytes], *, title: str) -> None:
    """Each part keeps its bookmarks, below one of the given name, or as they are where the name is None."""
    from pypdf import PdfWriter  # noqa: PLC0415 - slow start
    from pypdf.generic import NameObject, TextStringObject  # noqa: PLC0415 - slow start

    with PdfWriter() as writer:
        for content, bookmark in parts:
            writer.append(content, outline_item=bookmark)
        writer.add_metadata({"/Title": title})
        writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE)
        writer.write(target)
