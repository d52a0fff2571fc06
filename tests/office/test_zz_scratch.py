from pathlib import Path
from tests.office.test_exit_sheets import *
from tests.office.test_exit_sheets import household, clerk, noticed, announced, delisted
OUT = Path("/tmp/sheets"); OUT.mkdir(exist_ok=True)
def out(name, kind, exit, **more):
    OUT.joinpath(name + ".pdf").write_bytes(exit_press.sheet_pdf(kind, kind.compose(exit, on=date(2017,11,16)), **more))
EV = {"income":"务工 2 人、香菇 2000 袋，收入登记表和工资单都看过","food":"粮食够吃，自来水到户，水质报告合格","clothing":"入户看过，四季衣被都有","education":"孙子在村小三年级，学籍查过","medical":"全家 3 人都参保，缴费单看过","housing":"房屋鉴定 B 级，有照片","pension":"老两口都领养老金，存折看过"}
@pytest.fixture(autouse=True)
def no_trigger(db):
    from django.conf import settings
    with connection.cursor() as c:
        c.execute("SET ROLE NONE; ALTER TABLE households_exitstep DISABLE TRIGGER USER; SET ROLE " + settings.APP_ROLE)
def test_out(no_trigger, household, clerk, leader, village, delisted):
    for a in Assessment.objects.filter(household=household).select_related("criterion"):
        Assessment.objects.filter(pk=a.pk).update(evidence=EV[a.criterion.code])
    assign(household, make_helper(name="何芳", phone="10020463057"))
    e = exit_of(household, clerk)
    out("minutes-form", exit_press.MINUTES, e)
    carried(e, ExitStage.VERIFICATION, clerk)
    out("minutes", exit_press.MINUTES, e)
    out("consent", exit_press.CONSENT, e)
    out("consent-big", exit_press.CONSENT, e, large=True)
    out("village", exit_press.VILLAGE_NOTICE, delisted)
def test_notice(no_trigger, announced, clerk, leader, village):
    out("notice", exit_press.NOTICE, announced)
    out("announcement", exit_press.ANNOUNCEMENT, announced)
    for i in range(7):
        row = make_household(village, members=1 + i % 5, hamlet=f"{1 + i // 2} 组"); meet_standard(row)
        carried(exit_of(row, clerk), ExitStage.ANNOUNCEMENT, clerk, leader)
    out("notice-8", exit_press.NOTICE, announced)
    out("announcement-8", exit_press.ANNOUNCEMENT, announced)
    for i in range(20):
        row = make_household(village, members=1 + i % 5, hamlet=f"{1 + i // 2} 组"); meet_standard(row)
        carried(exit_of(row, clerk), ExitStage.NOTICE, clerk, leader)
    out("notice-28", exit_press.NOTICE, announced)
