"""A trend as a workbook: a row a village, a column a half-month, numbers one can reckon with."""

import io
from typing import Any

from office.maps.trend import Series, Trend


def workbook(trend: Trend) -> bytes:
    """An .xlsx; money in 万元, shares in percent, nothing known is empty."""
    import openpyxl  # noqa: PLC0415 - slow start

    measure, book = trend.measure, openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(measure.label)
    sheet.freeze_panes = "B3"
    sheet.append([f"{measure.label}（{'%' if measure.is_share else measure.unit}）：{measure.rule}"])
    sheet.append(["村", *trend.days])
    for series in trend.shown:
        sheet.append([_words(sheet, series.row.village.name if series.row else ""), *_cells(series)])
    if len(trend.villages) > 1:
        sheet.append(["合计", *_cells(trend.whole)])
    if measure.target:
        sheet.append([measure.target, *map(measure.in_unit, trend.whole.target)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _words(sheet: Any, text: str) -> Any:  # noqa: ANN401 - a cell of openpyxl
    """As text whatever it begins with: a name is no formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow start

    cell = WriteOnlyCell(sheet, "".join(c for c in text if c >= " "))
    cell.data_type = "s"
    return cell


def _cells(series: Series) -> list[float | None]:
    return [series.measure.in_unit(value) for value in series.values]
