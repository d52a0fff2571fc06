"""From an exit to the PDF of one of its sheets; what was printed, and by whom, is in the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from households.codes import ExitStage
from households.models import Exit
from office.exit_sheets.announcement import Announcement
from office.exit_sheets.consent import Consent
from office.exit_sheets.minutes import Minutes
from office.exit_sheets.notice import Notice
from office.exit_sheets.parts import Sheet
from office.exit_sheets.village_notice import VillageNotice
from office.printing import fonts
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused


@dataclass(frozen=True)
class Kind:
    """One of the sheets: how it is put together, drawn and told of in the trail.

    `name` stands in the file's name, `view` in the address; the sheet makes sense once `after` is taken.
    """

    name: str
    label: str
    said: str
    compose: Callable[..., Sheet]
    view: str
    capability: Capability
    after: ExitStage | None = None

    @property
    def template(self) -> str:
        return f"office/exit/{self.name.replace('-', '_')}.html"


MINUTES = Kind(
    "minutes", "评议记录", "打印民主评议会议记录", Minutes.of, "office:exit_minutes", Capability.PREPARE_EXITS
)
CONSENT = Kind(
    "consent",
    "签字页",
    "打印户认可签字页",
    Consent.of,
    "office:exit_consent",
    Capability.PREPARE_EXITS,
    ExitStage.VERIFICATION,
)
NOTICE = Kind(
    "notice",
    "公示",
    "打印脱贫退出公示",
    Notice.of,
    "office:exit_notice",
    Capability.PREPARE_EXITS,
    ExitStage.NOTICE,
)
ANNOUNCEMENT = Kind(
    "announcement",
    "公告",
    "打印脱贫退出公告",
    Announcement.of,
    "office:exit_announcement",
    Capability.REVIEW_EXITS,
    ExitStage.ANNOUNCEMENT,
)
VILLAGE_NOTICE = Kind(
    "village-notice",
    "公示",
    "打印出列公示",
    VillageNotice.of,
    "office:village_exit_notice",
    Capability.DELIST_VILLAGES,
    ExitStage.VILLAGE_NOTICE,
)
OF_HOUSEHOLDS = (MINUTES, CONSENT, NOTICE, ANNOUNCEMENT)
OF_VILLAGES = (VILLAGE_NOTICE,)


def offered(exit_: Exit, user: User) -> list[Kind]:
    """The sheets that this person may print and that make sense by now. One query."""
    if exit_.stopped_on:
        return []
    taken = {step.stage for step in exit_.steps.all()}
    kinds = OF_HOUSEHOLDS if exit_.household_id else OF_VILLAGES
    return [kind for kind in kinds if user.can(kind.capability) and (kind.after is None or kind.after in taken)]


def press(kind: Kind, exit_: Exit, *, on: date, by: User, large: bool = False) -> bytes:
    """Recorded only if the sheet comes out; a refusal says what to do first."""
    sheet = kind.compose(exit_, on=on)
    missing = fonts.undrawable_words(sheet.canonical_json())
    if missing:
        raise Refused(f"{missing}，先改成正确的字")
    with changing(by=by, reason=kind.said):
        pdf = sheet_pdf(kind, sheet, large=large)
        record(
            Act.PRINT,
            by=by,
            subject=exit_.household or exit_.village,
            village_code=exit_.village.code,
            reason=kind.said,
            exit=exit_.pk,
        )
    return pdf


def sheet_pdf(kind: Kind, sheet: Sheet, *, large: bool = False) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string(kind.template, {"sheet": sheet, "big": large})
    return engine.write(engine.lay_out(html, subject=kind.said), subject=kind.said)
