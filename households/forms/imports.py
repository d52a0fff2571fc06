"""Reading a file's name, its content and the meaning of its columns from the office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from povertyplan.audit.models import ImportKind
from povertyplan.shapes import holds_id_number
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.sheets.kinds import Kind, kind_of
from povertyplan.ui.sheets.reading import Column, Layout

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
_ZIP, _OLD_XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class UploadForm(ActionForm):
    kind = forms.ChoiceField(
        label="里面是什么", choices=ImportKind.choices, widget=forms.RadioSelect, initial=ImportKind.ROSTER
    )
    file = forms.FileField(
        label="文件",
        help_text=f"表格用 .xlsx，村边界用 .geojson，最大 {MAX_FILE // MEGABYTE} MB。先核对，不会马上写入。",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.geojson,.json"}),
        error_messages={"max_length": "文件名太长，改短一些再选"},
    )

    # The staged batch that this file takes the place of: 改好后重新上传.
    instead = forms.IntegerField(label="顶替的那批", required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        file: UploadedFile | None = self.cleaned_data.get("file")
        kind = self.cleaned_data.get("kind")
        if file and kind:
            self._check_size(file)
            if holds_id_number(str(file.name)):
                self.add_error("file", "文件名里有身份证号，改个文件名再选")
            self._check_ending(file, kind_of(kind))
        return self.cleaned_data

    def _check_size(self, file: UploadedFile) -> None:
        if file.size and file.size > MAX_FILE:
            size = file.size / MEGABYTE
            self.add_error("file", f"文件有 {size:.0f} MB，最大 {MAX_FILE // MEGABYTE} MB。分成几份再导入")

    def _check_ending(self, file: UploadedFile, kind: Kind) -> None:
        """By name and, for a workbook, by its first bytes: what is called .xlsx is often something else."""
        start = file.read(4)
        file.seek(0)
        if not str(file.name).lower().endswith(kind.endings):
            wanted = "或".join(kind.endings)
            self.add_error("file", f"这里要选 {wanted} 文件。{kind.how_to_save}")
        elif kind.layout and start == _OLD_XLS:
            self.add_error("file", "这是旧版 .xls 或加了密码的文件。在 Excel 里去掉密码、另存为 .xlsx 再选")
        elif kind.layout and start != _ZIP:
            self.add_error("file", "这不是 Excel 工作簿。在 Excel 里打开，另存为 .xlsx 再选")

    @property
    def content(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read()
        return content

    @property
    def file_name(self) -> str:
        return str(self.cleaned_data["file"].name)

    @property
    def replaced(self) -> int:
        """Key of that batch, 0 for none."""
        return self.cleaned_data.get("instead") or 0

    @property
    def chosen_kind(self) -> ImportKind:
        return ImportKind(self.cleaned_data["kind"])


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file beside the field that it is taken for."""

    column: Column
    samples: list[str]
    field: forms.BoundField


class ColumnsForm(ActionForm):
    """One choice for each column of the file."""

    def __init__(self, *args: Any, layout: Layout, columns: Sequence[Column], **kwargs: Any) -> None:
        self._layout, self._columns = layout, columns
        super().__init__(*args, **kwargs)
        required = [(name, label) for name, label in layout.labels.items() if name in layout.required]
        others = [(name, label) for name, label in layout.labels.items() if name not in layout.required]
        choices = [("", "不读这一列"), ("要有的", required), ("其他", others)]
        for column in columns:
            self.fields[self._name(column)] = forms.ChoiceField(
                label=column.heading, choices=choices, required=False, initial=column.field
            )

    @staticmethod
    def _name(column: Column) -> str:
        return f"column_{column.position}"

    def rows(self, samples: dict[int, list[str]]) -> Iterator[ColumnRow]:
        """`samples` are some cells of each column by its position."""
        for column in self._columns:
            yield ColumnRow(column, samples.get(column.position, []), self[self._name(column)])

    @property
    def missing(self) -> list[str]:
        """Labels of the needed fields that no column was recognised as."""
        found = {column.field for column in self._columns}
        return [label for name, label in self._layout.labels.items() if name in self._layout.required - found]

    @property
    def chosen(self) -> dict[str, str]:
        return {column.heading: self.cleaned_data[self._name(column)] for column in self._columns}

    def clean(self) -> dict[str, Any]:
        taken: dict[str, Column] = {}
        for column in self._columns:
            name = self.cleaned_data.get(self._name(column), "")
            if name in taken:
                said = f"“{taken[name].heading}”和“{column.heading}”都对成了“{self._layout.labels[name]}”，只留一列"
                self.add_error(self._name(column), said)
            elif name:
                taken[name] = column
        missing = [label for name, label in self._layout.labels.items() if name in self._layout.required - taken.keys()]
        if missing:
            self.add_error(None, f"还没有对上：{'、'.join(missing)}")
        return self.cleaned_data
