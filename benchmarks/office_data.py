"""Invented offices of any size, made by Postgres itself in seconds and rolled back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.sealing import blind_index
from villages.models import Baseline, Posting, Village

TODAY = date(2017, 11, 16)
SOURCE = "测速用的虚构数据"
HOUSEHOLDS_A_VILLAGE = 55
VILLAGES_AN_OFFICE = 15
# The person whom the search benchmark looks for; every other number's hash is noise.
WANTED = {"name": "欧阳若溪", "full": "ouyangruoxi", "initials": "oyrx", "tail": "0014", "phone": "10087654321"}

_HOUSEHOLDS = """
INSERT INTO households_household (village_id, hamlet, registry_no, category, poverty_status, status_since,
    identification_standard, identified_year, main_cause, other_causes, phone, housing_grade, access_road, fuel,
    cooperative, is_relocated)
SELECT v.id, n % 6 + 1 || ' 组', v.code || lpad(n::text, 5, '0'), 1 + (n % 9 > 5)::int + (n % 9 > 7)::int,
    'in_poverty', DATE '2016-01-01', '1', 2016, (ARRAY['01','02','03','07','08','09'])[n % 6 + 1], '{}',
    '100' || lpad((v.id * 1000 + n)::text, 8, '0'), '', '', '', '', false
FROM unnest(%(villages)s) WITH ORDINALITY AS v(id, code, place),
    generate_series(1, %(total)s / %(count)s + (v.place <= %(total)s %% %(count)s)::int) n
"""
_MEMBERS = """
INSERT INTO households_member (household_id, registry_no, name, name_pinyin, name_initials, gender, birth_date,
    id_sealed, id_index, id_tail_index, relation, ethnicity, politics, education, school_status, health,
    labour_ability, work_area, phone, leave_reason)
SELECT h.id, h.registry_no || lpad(n::text, 2, '0'), s.hanzi || g.hanzi, s.full_ || g.full_, s.initial || g.initial,
    1 + n %% 2, DATE '1958-03-04' + (h.id %% 300)::int + (n - 1) * 9000, 'x',
    sha256((h.id::text || n)::bytea), sha256((h.id %% 9000)::text::bytea), CASE n WHEN 1 THEN '01' ELSE '03' END,
    '01', '', '', '01', '{01}', '01', '', '', ''
FROM households_household h
    JOIN (VALUES (0,'李','li','l'),(1,'王','wang','w'),(2,'张','zhang','z'),(3,'刘','liu','l'),(4,'陈','chen','c'),
        (5,'杨','yang','y'),(6,'赵','zhao','z'),(7,'黄','huang','h'),(8,'周','zhou','z'),(9,'吴','wu','w'))
        AS s(no, hanzi, full_, initial) ON s.no = h.id %% 10
    CROSS JOIN generate_series(1, 1 + (h.id %% 20 < 17)::int) n
    JOIN (VALUES (0,'长根','changgen','cg'),(1,'桂兰','guilan','gl'),(2,'光明','guangming','gm'),
        (3,'春梅','chunmei','cm'),(4,'永贵','yonggui','yg'),(5,'大海','dahai','dh'),(6,'明秀','mingxiu','mx'))
        AS g(no, hanzi, full_, initial) ON g.no = (h.id / 10 + n) %% 7
WHERE h.village_id = ANY(%(villages)s)
"""
# Every 15 days some leave, so that about two of five are out on TODAY.
_LIFTED = """
UPDATE households_household SET poverty_status = 'lifted', lifted_year = 2017,
    status_since = DATE '2017-01-16' + (id % 20)::int * 15
WHERE village_id = ANY(%(villages)s) AND id %% 49 < 20
"""
_PAIRED = """
INSERT INTO households_helper (name, name_pinyin, name_initials, gender, politics, organisation, organisation_level,
    duty, phone, address, is_resident, photo)
SELECT '责任人' || v, 'zerenren' || v, 'zrr', '', '', '办事处', '', '', '', '', false, '' FROM unnest(%(villages)s) v;
INSERT INTO households_helperassignment (household_id, helper_id, since)
SELECT h.id, p.id, DATE '2017-01-01' FROM households_household h
    JOIN households_helper p ON p.name = '责任人' || h.village_id
WHERE h.village_id = ANY(%(villages)s) AND h.id %% 20 > 0;
INSERT INTO households_visit (household_id, visitor_name, visited_on, summary)
SELECT h.id, '责任人', DATE '2017-11-15' - (h.id %% 50)::int - n * 30, '看望' FROM households_household h,
    generate_series(0, 3) n WHERE h.village_id = ANY(%(villages)s);
INSERT INTO households_assessment (household_id, criterion_id, state, evidence, assessed_on, assessor_name)
SELECT h.id, c.id, (ARRAY['met','not_met','met','unchecked'])[1 + (h.id + c.id) %% 4], '入户核查', DATE '2017-10-01',
    '专干' FROM households_household h, households_criterion c
WHERE h.village_id = ANY(%(villages)s) AND (h.id + c.id) %% 11 > 0;
INSERT INTO households_bagedition (household_id, number, content_hash, token, printed_on)
SELECT h.id, 1, '', lpad(h.id::text, 12, '0'), DATE '2017-10-15' FROM households_household h
WHERE h.village_id = ANY(%(villages)s) AND h.id %% 3 > 0
"""


@contextmanager
def office(households: int) -> Iterator[tuple[User, list[Village]]]:
    """An office user and the villages of one office inside a database of `households` households.

    Nothing is kept: the whole office lives in a transaction that is rolled back.
    """
    with transaction.atomic():
        villages = _villages(max(VILLAGES_AN_OFFICE, households // HOUSEHOLDS_A_VILLAGE))
        ids = [village.pk for village in villages]
        user = User.objects.create(username="bench", name="测速", role=Role.OFFICE, password="!")
        Baseline.objects.create(
            starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31), households=824, persons=1524, source=SOURCE
        )
        with connection.cursor() as cursor:
            _fill(cursor, villages, ids, households)
        yield user, villages[:VILLAGES_AN_OFFICE]
        transaction.set_rollback(True)


def _villages(count: int) -> list[Village]:
    villages = Village.objects.bulk_create(
        Village(
            code=f"{420399000000 + n * 1000 + 200}",
            name=f"测{n}村",
            is_poverty_village=n % 8 == 0,
            boundary=_square(n),
            leader_name="李志远",
            leader_duty="副主任",
            first_secretary_name="邹明秀",
            first_secretary_unit="农技站",
        )
        for n in range(count)
    )
    officers = User.objects.bulk_create(
        User(username=f"bench{n}", name=f"专干{n}", role=Role.CADRE, password="!") for n in range(VILLAGES_AN_OFFICE)
    )
    Posting.objects.bulk_create(
        Posting(user=user, village=village, since=date(2017, 1, 1))
        for user, village in zip(officers, villages, strict=False)
    )
    return villages


def _square(n: int) -> dict[str, object]:
    west, south = 111 + n % 5 * 0.02, 32 + n // 5 * 0.02
    ring = [[west + x * 0.02, south + y * 0.02] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    return {"type": "Polygon", "coordinates": [ring]}


def _fill(cursor: object, villages: list[Village], ids: list[int], households: int) -> None:
    rows = {"villages": ids, "total": households, "count": len(villages)}
    head = _HOUSEHOLDS.replace("unnest(%(villages)s) WITH ORDINALITY AS v(id, code, place)", _VILLAGE_ROWS)
    for statement in (head.replace("n % 6", "n %% 6").replace("n % 9", "n %% 9"), _MEMBERS, _LIFTED, _PAIRED):
        cursor.execute(statement, rows)  # type: ignore[attr-defined]
    _plant(cursor, ids[VILLAGES_AN_OFFICE // 2])
    cursor.execute("ANALYZE")  # type: ignore[attr-defined]


_VILLAGE_ROWS = "x"


def _plant(cursor: object, village: int) -> None:
    pass
