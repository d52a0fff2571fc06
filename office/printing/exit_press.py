"""From an exit to the PDF of one of its sheets; what was printed, and by whom, is in the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from households.models import Exit
from office.exit_sheets import Announcement, Consent, Minutes, Notice, Sheet, VillageNotice
from office.printing import fonts
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused


@dataclass(frozen=True)
class Kind:
    """One of the sheets: how it is put together, drawn and told of in the trail; `name` stands in the file's name."""

    name: str
    said: str
    compose: Callable[..., Sheet]

    @property
    def template(self) -> str:
        return f"office/exit/{self.name.replace('-', '_')}.html"


MINUTES = Kind("minutes", "打印民主评议会议记录", Minutes.of)
CONSENT = Kind("consent", "打印户认可签字页", Consent.of)
NOTICE = Kind("notice", "打印脱贫退出公示", Notice.of)
ANNOUNCEMENT = Kind("announcement", "打印脱贫退出公告", Announcement.of)
VILLAGE_NOTICE = Kind("village-notice", "打印出列公示", VillageNotice.of)


def press(kind: Kind, exit: Exit, *, on: date, by: User, large: bool = False) -> bytes:
    """Recorded only if the sheet comes out; a refusal says what to do first."""
    sheet = kind.compose(exit, on=on)
    missing = fonts.uncovered(sheet.canonical_json())
    if missing:
        named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in missing)
        raise Refused(f"字体里没有 {named}，打不出来，先改成正确的字")
    with changing(by=by, reason=kind.said):
        pdf = sheet_pdf(kind, sheet, large=large)
        record(
            Act.PRINT,
            by=by,
            subject=exit.household or exit.village,
            village_code=exit.village.code,
            reason=kind.said,
            exit=exit.pk,
        )
    return pdf


def sheet_pdf(kind: Kind, sheet: Sheet, *, large: bool = False) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string(kind.template, {"sheet": sheet, "big": large})
    return engine.write(engine.lay_out(html, subject=kind.said), subject=kind.said)
