"""One invented row each, valid in every rule of the database; what a caller does not say is filled in.

The only place beside the actions that writes domain rows: a builder must be able to put a row into a state
that today's actions would refuse (a past, a relapse, an ended pairing). ID numbers lie in the unassigned
region 420399, telephone numbers begin with 100, so that none can be anybody's. Each further model field can be
given as a keyword.
"""

from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from PIL import Image, ImageDraw

from households.codes import (
    Category,
    CheckState,
    EvidenceKind,
    Gender,
    Health,
    LabourAbility,
    MeasureKind,
    MeasureState,
    OrganisationLevel,
    Politics,
    PovertyCause,
    PovertyStatus,
    Relation,
    StandardKind,
)
from households.identity import check_digit, parse
from households.models import (
    Assessment,
    Criterion,
    Evidence,
    ExitStep,
    Helper,
    HelperAssignment,
    Household,
    IncomeLine,
    IncomeYear,
    Measure,
    Member,
    StandardSet,
    StatusPeriod,
    Visit,
)
from office.demo import names
from office.demo.accounts import PASSWORD
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.files.actions import keep_file
from povertyplan.files.models import StoredFile
from povertyplan.pinyin import keys
from villages.models import Baseline, IndicatorValue, Posting, Village

REGION = "420399"
TOWNSHIP = REGION + "001"
TODAY = date(2017, 11, 16)
IDENTIFIED_ON = date(2014, 1, 1)
REASON = "演示数据"

# The seed uses order numbers below this one, so a builder's person never collides with a seeded one.
FIRST_ORDER = 700
_numbers = count(1)
# The family as it grows with `members`: relation, sex, years of age.
_FAMILY = (
    (Relation.HEAD, Gender.MALE, 58),
    (Relation.SPOUSE, Gender.FEMALE, 55),
    (Relation.SON, Gender.MALE, 31),
    (Relation.DAUGHTER_IN_LAW, Gender.FEMALE, 30),
    (Relation.GRANDSON, Gender.MALE, 8),
    (Relation.GRANDDAUGHTER, Gender.FEMALE, 5),
    (Relation.MOTHER, Gender.FEMALE, 82),
)


def id_number(born: date, sequence: int) -> str:
    """A valid resident number; `sequence` is 0 to 999, odd for men."""
    seventeen = f"{REGION}{born:%Y%m%d}{sequence:03d}"
    return seventeen + check_digit(seventeen)


def phone_number(sequence: int) -> str:
    """11 digits of a range that no operator has: 100…."""
    return f"100{sequence % 10**8:08d}"


def reserve_keys(model: type[Member] | type[Household], n: int) -> list[int]:
    """The next `n` keys of the table: a member's sealed number is bound to its row before the row exists."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model._meta.db_table, n]
        )
        return [key for (key,) in cursor.fetchall()]


def password_hash(password: str) -> str:
    """Argon2 costs 50 ms by design; twenty demo accounts share one hash."""
    return _password_hash(password, settings.PASSWORD_HASHERS[0])


@cache
def _password_hash(password: str, hasher: str) -> str:
    """Kept per `hasher`, for tests take a quick one."""
    return make_password(password)


def make_user(
    role: Role, *, username: str | None = None, name: str = "", password: str = PASSWORD, **facts: Any
) -> User:
    n = next(_numbers)
    user = User(
        role=role,
        username=username or f"{role}{n}",
        name=name or names.by_index(n),
        **{"phone": phone_number(n)} | facts,
    )
    user.password = password_hash(password)
    with changing(by=None, reason=REASON):
        user.save()
    return user


def make_village(
    *,
    code: str | None = None,
    name: str | None = None,
    is_poverty_village: bool = False,
    boundary: dict[str, Any] | None = None,
    **facts: Any,
) -> Village:
    n = next(_numbers)
    with changing(by=None, reason=REASON):
        return Village.objects.create(
            code=code or f"{TOWNSHIP}{300 + n % 700}",
            name=name or f"云台{n}村",
            is_poverty_village=is_poverty_village,
            boundary=boundary,
            **facts,
        )


def square_boundary(*, longitude: float = 111.4, latitude: float = 32.5, side: float = 0.02) -> dict[str, Any]:
    """A GeoJSON square, for tests that need some boundary."""
    corners = ((0, 0), (0, side), (side, side), (side, 0), (0, 0))
    return {
        "type": "Polygon",
        "coordinates": [[[round(longitude + x, 6), round(latitude + y, 6)] for x, y in corners]],
    }


def make_baseline(
    *,
    starts_on: date = date(2017, 1, 1),
    deadline: date = date(2018, 12, 31),
    households: int = 824,
    persons: int = 1524,
    source: str = REASON,
) -> Baseline:
    with changing(by=None, reason=REASON):
        return Baseline.objects.create(
            starts_on=starts_on, deadline=deadline, households=households, persons=persons, source=source
        )


def post_officer(user: User, village: Village, *, since: date = IDENTIFIED_ON, until: date | None = None) -> Posting:
    with changing(by=None, reason=REASON):
        return Posting.objects.create(user=user, village=village, since=since, until=until)


def make_household(
    village: Village,
    *,
    registry_no: str | None = None,
    category: Category = Category.ORDINARY,
    status: PovertyStatus = PovertyStatus.IN_POVERTY,
    status_since: date | None = None,
    members: int = 1,
    head_name: str | None = None,
    today: date = TODAY,
    **facts: Any,
) -> Household:
    """With `members` people, the head first. Another status than 未脱贫 comes after a time in poverty."""
    n = next(_numbers)
    since = status_since or (IDENTIFIED_ON if status == PovertyStatus.IN_POVERTY else today - timedelta(days=30))
    was_poor = status != PovertyStatus.IN_POVERTY and since > IDENTIFIED_ON
    fields: dict[str, Any] = {
        "hamlet": "1 组",
        "identified_year": min(since, IDENTIFIED_ON).year,
        "lifted_year": since.year if status == PovertyStatus.LIFTED else None,
        "main_cause": PovertyCause.ILLNESS,
        "phone": phone_number(n),
    } | facts
    household = Household(
        village=village,
        registry_no=registry_no or f"{village.code}{70000 + n % 30000:05d}",
        category=category,
        poverty_status=status,
        status_since=since,
        **fields,
    )
    with changing(by=None, reason=REASON):
        household.save()
        if was_poor:
            StatusPeriod.objects.create(
                household=household, status=PovertyStatus.IN_POVERTY, since=IDENTIFIED_ON, until=since
            )
        for place in range(members):
            relation, gender, years = _FAMILY[place] if place < len(_FAMILY) else (Relation.OTHER, Gender.MALE, 40)
            name = head_name if place == 0 and head_name else ""
            make_member(household, name=name, relation=relation, gender=gender, born=_birthday(today, years, n + place))
    return household


def make_member(
    household: Household,
    *,
    name: str = "",
    relation: Relation = Relation.HEAD,
    born: date = date(1959, 5, 4),
    gender: Gender = Gender.MALE,
    id_number: str | None = None,
    **facts: Any,
) -> Member:
    n = next(_numbers)
    text = id_number or _next_id_number(born, gender, n)
    full_name = name or names.by_index(n)
    pinyin = keys(full_name)
    fields: dict[str, Any] = {
        "registry_no": f"{household.registry_no}{n % 100:02d}" if len(household.registry_no) <= 18 else None,
        "health": [Health.HEALTHY],
        "labour_ability": LabourAbility.ORDINARY,
    } | facts
    member = Member(
        pk=reserve_keys(Member, 1)[0],
        household=household,
        name=full_name,
        name_pinyin=pinyin.full,
        name_initials=pinyin.initials,
        relation=relation,
        gender=gender,
        birth_date=born,
        **fields,
    )
    member.keep_id_number(parse(text, today=TODAY if born <= TODAY else born))
    with changing(by=None, reason=REASON):
        member.save(force_insert=True)
    return member


def make_helper(*, name: str = "", phone: str = "", **facts: Any) -> Helper:
    n = next(_numbers)
    full_name = name or names.by_index(n)
    pinyin = keys(full_name)
    fields: dict[str, Any] = {
        "gender": Gender.MALE,
        "politics": Politics.PARTY_MEMBER,
        "organisation": "办事处农业服务中心",
        "organisation_level": OrganisationLevel.TOWNSHIP,
        "duty": "干部",
        "address": "办事处大院 2 号楼",
    } | facts
    with changing(by=None, reason=REASON):
        return Helper.objects.create(
            name=full_name,
            name_pinyin=pinyin.full,
            name_initials=pinyin.initials,
            phone=phone or phone_number(n),
            **fields,
        )


def assign(
    household: Household, helper: Helper, *, since: date = date(2017, 1, 1), until: date | None = None
) -> HelperAssignment:
    with changing(by=None, reason=REASON):
        return HelperAssignment.objects.create(household=household, helper=helper, since=since, until=until)


def make_visit(
    household: Household,
    *,
    visited_on: date = TODAY,
    helper: Helper | None = None,
    visitor_name: str = "",
    **facts: Any,
) -> Visit:
    fields: dict[str, Any] = {"summary": "看望老人，核对收入"} | facts
    with changing(by=None, reason=REASON):
        return Visit.objects.create(
            household=household,
            helper=helper,
            visitor_name=visitor_name or (helper.name if helper else names.by_index(1)),
            visited_on=visited_on,
            **fields,
        )


def make_measure(
    household: Household,
    *,
    kind: MeasureKind = MeasureKind.INDUSTRY,
    content: str = "种植香菇 2000 袋",
    started_on: date = date(2017, 3, 1),
    state: MeasureState = MeasureState.RUNNING,
    **facts: Any,
) -> Measure:
    if state in (MeasureState.DONE, MeasureState.STOPPED):
        facts.setdefault("ended_on", started_on + timedelta(days=90))
    with changing(by=None, reason=REASON):
        return Measure.objects.create(
            household=household, kind=kind, content=content, started_on=started_on, state=state, **facts
        )


def make_file(*, seed: int = 1) -> StoredFile:
    """A small photographed page; the same `seed` is the same file."""
    page = Image.new("RGB", (60, 80), "white")
    ImageDraw.Draw(page).text((8, 30), f"{seed}", fill="black")
    out = BytesIO()
    page.save(out, "JPEG")
    with changing(by=None, reason=REASON):
        return keep_file(out.getvalue(), by=None)


def make_evidence(to: Assessment | ExitStep | IndicatorValue, *, caption: str = "现场照片", seed: int = 1) -> Evidence:
    places: dict[str, Any] = {"assessment": None, "step": None, "indicator_value": None}
    if isinstance(to, Assessment):
        village, places["assessment"] = to.household.village, to
    elif isinstance(to, ExitStep):
        village, places["step"] = to.exit.village, to
    else:
        village, places["indicator_value"] = to.village, to
    with changing(by=None, reason=REASON):
        return Evidence.objects.create(
            village=village, file=make_file(seed=seed), caption=caption, added_on=TODAY, **places
        )


def make_assessment(
    household: Household,
    code: str = "income",
    *,
    state: CheckState = CheckState.MET,
    year: int | None = None,
    assessed_on: date | None = None,
    evidence: str = "入户看过",
    by: User | None = None,
    **facts: Any,
) -> Assessment:
    """By the standard in force; `code` names the criterion."""
    judged = year or (assessed_on or TODAY).year
    fields: dict[str, Any] = {
        "assessed_on": assessed_on or min(TODAY, date(judged, 12, 31)),
        "assessed_by": by,
        "assessor_name": by.name if by else "何芳",
        "evidence": "" if state == CheckState.UNCHECKED else evidence,
    } | facts
    with changing(by=None, reason=REASON):
        return Assessment.objects.create(
            household=household,
            criterion=Criterion.objects.in_force().get(code=code),
            standard=StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get(),
            year=judged,
            state=state,
            **fields,
        )


def make_income(
    household: Household, *, year: int = TODAY.year, people: int = 1, yuan: dict[str, int] | None = None, **facts: Any
) -> IncomeYear:
    """`yuan` by item code, e.g. {"W1": 6000, "K1": 1000}."""
    with changing(by=None, reason=REASON):
        register = IncomeYear.objects.create(household=household, year=year, people=people, **facts)
        for item, amount in (yuan if yuan is not None else {"W1": 9000}).items():
            IncomeLine.objects.create(register=register, item=item, amount=amount * 100)
    return register


def meet_standard(household: Household, *, year: int = TODAY.year, by: User | None = None) -> list[Assessment]:
    """Every criterion 达标 with what it asks for, and 9,000 元 a person: nothing stands against an exit."""
    people = max(1, household.members.present().count())
    make_income(household, year=year, people=people, yuan={"W1": 9000 * people})
    found = [make_assessment(household, c.code, year=year, by=by) for c in Criterion.objects.in_force()]
    for assessment in found:
        if assessment.criterion.evidence_kind == EvidenceKind.PHOTO:
            make_evidence(assessment)
    return found


def _birthday(today: date, years: int, n: int) -> date:
    """`years` of age on `today`; 293 days are prime to the 150 order numbers, so pairs repeat late."""
    return date(today.year - years, 1, 1) + timedelta(days=n % 293)


def _next_id_number(born: date, gender: Gender, n: int) -> str:
    order = FIRST_ORDER + 2 * (n % ((1000 - FIRST_ORDER) // 2)) + (1 if gender == Gender.MALE else 0)
    return id_number(born, order)
