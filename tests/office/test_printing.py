"""The printed sheets: the PDF says what the dataclass says, nothing overflows or is drawn as an empty box."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from benchmarks.bags import sample
from households.actions.trades import record_benefit
from households.codes import BenefitLink, CheckState, PovertyCause, Relation
from households.models import BagEdition, Helper, Household
from office.bags.bag import Bag, Edition
from office.bags.enterprises import EnterpriseLine
from office.checks import printing_is_possible
from office.demo.builders import (
    assign,
    make_assessment,
    make_helper,
    make_household,
    make_measure,
    make_member,
    make_visit,
)
from office.demo.timetables import make_plan, make_trade, take_part
from office.printing import engine, fonts, press
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db
EDITION = Edition(3, date(2017, 11, 16), "ABCDEFGH2345")


@pytest.fixture(autouse=True)
def warnings() -> Iterator[list[str]]:
    """A warning of WeasyPrint is a fault in our sheet."""
    faults = engine.Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    yield faults.messages
    logging.getLogger("weasyprint").removeHandler(faults)


@pytest.fixture
def household(village: Village) -> Household:
    row = make_household(village, members=4, head_name="李长根", other_causes=[PovertyCause.SKILLS], farmland="3.20")
    helper = make_helper(name="何芳", phone="10020463057")
    assign(row, helper)
    make_measure(row, amount=300000, outcome="卖了两茬")
    make_visit(row, helper=helper, problem="催材料")
    make_trade(row, scale="3 亩", expected=190000)
    part = take_part(row, make_plan(village), link=BenefitLink.LAND, terms="流转 3.1 亩，每亩 200 元", expected=62000)
    record_benefit(part, year=2017, amount=62050, today=date(2017, 11, 16), by=None)
    for code, state in (("food", CheckState.MET), ("housing", CheckState.NOT_MET)):
        make_assessment(row, code, state=state, evidence=f"看过 {code}", assessed_on=date(2017, 11, 2))
    return row


def keys() -> list[int]:
    return list(Household.objects.values_list("pk", flat=True))


def pages(pdf: bytes) -> list[str]:
    """The text of each page without white space, which a reader cannot place reliably between Chinese characters."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def printed(bag: Bag, *, large: bool = False) -> bytes:
    return press.bag_pdf(replace(bag, edition=EDITION), large=large)


def outlines(pdf: bytes) -> list[tuple[str, int]]:
    """Bookmarks of the first level with their page, counted from 1."""
    reader = PdfReader(io.BytesIO(pdf))
    return [
        (str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1)
        for entry in reader.outline
        if not isinstance(entry, list)
    ]


def test_the_pdf_says_everything_the_dataclass_says(household: Household, today: date, warnings: list[str]) -> None:
    bag = Bag.of(household, on=today)
    text = "".join(pages(printed(bag)))
    content = asdict(bag)
    del content["edition"], content["village_code"], content["helper"]["photo"]
    for cell in content["criteria"]:
        del cell["state"]  # a shape; its word is printed
    for line in content["measures"]:
        del line["state"]
    missing = [said for said in strings(content) if "".join(said.split()) not in text]
    assert missing == []
    assert warnings == []


def test_the_cover_names_office_household_helper_and_edition(household: Household, today: date) -> None:
    cover = pages(printed(Bag.of(household, on=today)))[0]
    for said in ("示范办事处", "李长根户", "何芳", "10020463057", "第3版", "查验码ABCDEFGH2345", "谁帮我家"):
        assert said in cover


def test_no_whole_id_number_is_in_the_text(household: Household, today: date) -> None:
    text = "".join(pages(printed(Bag.of(household, on=today)))).replace(household.registry_no, "")
    assert not re.search(r"\d{17}[\dXx]", text)
    assert "出生" not in text


def test_every_page_counts_within_the_bag(household: Household, today: date) -> None:
    texts = pages(printed(Bag.of(household, on=today)))
    assert len(texts) > 3
    assert all(f"第{n}页，共{len(texts)}页" in text for n, text in enumerate(texts, start=1))


@pytest.mark.parametrize("number", [1, 2])
def test_enterprises_do_not_push_the_bag_to_another_page(number: int) -> None:
    """Among the contacts each takes the place of a visit that was shown before."""
    bag = sample(1)
    line = EnterpriseLine("宏达食品有限公司", "商贸、就业帮扶", "2017年3月8日起", "100 2046 4001")
    visits = (*bag.visits, replace(bag.visits[-1], day="11-10"))
    with_some = replace(bag, visits=visits, enterprises=(line,) * number)
    assert len(pages(printed(with_some))) == len(pages(printed(replace(bag, visits=visits, enterprises=()))))


def test_contents_on_the_cover_follow_the_real_pages(village: Village, today: date) -> None:
    row = make_household(village, members=7)
    for _ in range(6):
        make_member(row, relation=Relation.GRANDSON, born=date(2010, 3, 1))
    texts = pages(printed(Bag.of(row, on=today)))
    told = {label: int(page) for label, page in re.findall(r"(我家情况|怎么帮我|联系走访)第(\d)页", texts[0])}
    assert told == {"我家情况": 2, "怎么帮我": 4, "联系走访": len(texts)}
    assert "姓名、关系、年龄" in texts[1]
    assert "姓名、关系、年龄" in texts[2]


def test_a_household_without_helper_or_members_is_printed(village: Village, today: date, warnings: list[str]) -> None:
    texts = pages(printed(Bag.of(make_household(village, members=0), on=today)))
    assert "还没有定" in texts[0]
    assert warnings == []


def test_large_print_has_the_same_content_in_larger_type(household: Household, today: date) -> None:
    bag = Bag.of(household, on=today)
    normal, large = ("".join(pages(printed(bag, large=large))) for large in (False, True))
    for person in bag.people:
        assert person.name in large
    assert "我家想说的话" in large
    assert "我家想说的话" not in normal
    sizes = engine.style_text()
    assert "html.big { font-size: 16pt" in sizes


def test_names_and_evidence_are_escaped(village: Village, today: date) -> None:
    row = make_household(village, head_name="<b>李</b>&")
    assert "<b>李</b>&户" in pages(printed(Bag.of(row, on=today)))[0]


def test_a_character_without_glyph_is_refused_before_an_edition_is_kept(village: Village, today: date) -> None:
    row = make_household(village, head_name="王\ue864")
    with pytest.raises(Refused, match=rf"{row.registry_no}：字体里没有 “\ue864”（U\+E864）"):
        press.press_household(row, on=today, by=None)
    assert not BagEdition.objects.exists()


def test_a_glyph_that_slips_through_is_still_refused() -> None:
    with pytest.raises(Refused, match="字体里没有的字"):
        engine.write(engine.lay_out("<p>王\ue864</p>", subject="某户"), subject="某户")


def test_rare_characters_of_names_are_drawn(village: Village, today: date, warnings: list[str]) -> None:
    row = make_household(village, head_name="王𠮷䶮龑")
    assert "王𠮷䶮龑户" in pages(printed(Bag.of(row, on=today)))[0]
    assert warnings == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/x.png", "media:../settings.py", "x.png"])
def test_paper_reads_nothing_but_helper_photos(address: str) -> None:
    with pytest.raises(ValueError, match="not for paper"):
        engine.PaperFetcher().fetch(address)


def test_a_photo_outside_of_media_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        engine.PaperFetcher().fetch("media:helpers/../../settings.py")


def photo_of(colour: str) -> ContentFile:
    content = io.BytesIO()
    Image.new("RGB", (300, 420), colour).save(content, "JPEG")
    return ContentFile(content.getvalue())


def test_the_photo_is_printed_on_cover_and_contact_page(household: Household, today: date) -> None:
    helper = Helper.objects.get()
    helper.photo.save("何芳.jpg", photo_of("teal"))
    content = printed(Bag.of(household, on=today))
    assert content.count(b"/Subtype /Image") == 1
    contents = [page.get_contents() for page in PdfReader(io.BytesIO(content)).pages]
    drawn = [b" Do" in part.get_data() for part in contents if part is not None]
    assert drawn == [True, *[False] * (len(drawn) - 2), True]


def test_a_broken_photo_is_refused_by_name(household: Household, today: date) -> None:
    helper = Helper.objects.get()
    helper.photo.save("x.jpg", ContentFile(b"no picture"))
    with pytest.raises(Refused, match=r"李长根 户.*责任人照片读不出来"):
        press.press_household(household, on=today, by=None)
    assert not BagEdition.objects.exists()


def test_a_village_is_printed_in_registry_order_each_bag_on_a_sheet_of_its_own(
    village: Village, today: date, warnings: list[str]
) -> None:
    for hamlet, members in (("2 组", 1), ("1 组", 12), ("1 组", 2)):
        make_household(village, hamlet=hamlet, members=members)
    pile, _ = press.pile_of(village, keys(), on=today)
    file = press.village_pdf(pile)
    pdf = file.pdf
    assert file.pages == len(PdfReader(io.BytesIO(pdf)).pages)
    marks = outlines(pdf)
    assert [title for title, _ in marks] == [f"{village} 送达清单", *(bag.title for bag in pile.bags)]
    assert [bag.hamlet for bag in pile.bags] == ["1 组", "1 组", "2 组"]
    assert all(page % 2 for _, page in marks)
    texts = pages(pdf)
    assert texts.count("") == sum(1 for text in texts if not text) >= 1
    counts = (1, *(line.pages for line in file.lines))
    for (_, page), count in zip(marks, counts, strict=True):
        assert f"第1页，共{count}页" in texts[page - 1]
    assert warnings == []


def test_a_large_village_written_in_parts_is_the_same_file(
    village: Village, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_household(village)
    pile, _ = press.pile_of(village, keys(), on=today)
    whole = press.village_pdf(pile)
    monkeypatch.setattr(press, "BAGS_A_PART", 2)
    heard: list[int] = []
    parts = press.village_pdf(pile, laid_out=heard.append)
    assert pages(parts.pdf) == pages(whole.pdf)
    assert outlines(parts.pdf) == outlines(whole.pdf)
    assert (parts.lines, parts.pages) == (whole.lines, whole.pages)
    assert heard == [1, 2, 3]


def test_the_separator_lists_every_bag_with_edition_pages_and_what_changed(village: Village, today: date) -> None:
    _, second, third = (make_household(village, head_name=name) for name in ("李长根", "王德明", "何水生"))
    press.press_household(second, on=today, by=None)
    press.press_household(third, on=today, by=None)
    make_measure(third)
    file = press.village_pdf(press.pile_of(village, keys(), on=today)[0])
    front = pages(file.pdf)[0]
    counts = [line.pages for line in file.lines]
    assert f"3户{sum(counts)}页" in front
    for line, said in zip(file.lines, ("1{}首次印发", "1{}没有变化", "2{}内容有更新"), strict=True):
        assert f"{line.head}1组{said.format(line.pages)}" in front


def test_composing_a_village_writes_nothing(village: Village, today: date) -> None:
    make_household(village)
    press.village_pdf(press.pile_of(village, keys(), on=today)[0])
    assert not BagEdition.objects.exists()


def test_a_single_bag_overtaken_once_is_made_again(
    household: Household, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody prints the same household between its layout and its keeping."""
    lay_out, others = press.bag_pdf, iter([True, False])

    def overtaken(bag: Bag, *, large: bool = False) -> bytes:
        pdf = lay_out(bag, large=large)
        if next(others, False):
            press.press_household(household, on=today, by=None)
        return pdf

    monkeypatch.setattr(press, "bag_pdf", overtaken)
    text = "".join(pages(press.press_household(household, on=today, by=None)))
    assert BagEdition.objects.count() == 1
    assert f"查验码{BagEdition.objects.get().token}" in text


def test_the_command_prints_one_household(household: Household, tmp_path: Path) -> None:
    out = tmp_path / "a" / "bag.pdf"
    call_command("print_bags", household=household.registry_no, out=out, verbosity=0)
    texts = pages(out.read_bytes())
    assert f"第1页，共{len(texts)}页" in texts[0]
    assert BagEdition.objects.get().number == 1


def test_an_unknown_account_is_refused(household: Household, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有账号 nobody"):
        call_command("print_bags", household=household.registry_no, out=tmp_path / "x.pdf", by="nobody")


def test_office_and_own_cadre_print_others_may_not(
    household: Household,
    office_user: User,
    cadre: User,
    leader: User,
    client_of: Callable[[User], Client],
) -> None:
    address = f"/households/{household.pk}/bag.pdf"
    for user, status in ((office_user, 200), (cadre, 200), (leader, 403)):
        assert client_of(user).post(address).status_code == status
    assert client_of(office_user).get(address).status_code == 405


def test_a_household_of_another_village_is_not_there(
    other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    row = make_household(other_village)
    assert client_of(cadre).post(f"/households/{row.pk}/bag.pdf").status_code == 404


def test_the_download_is_a_pdf_that_is_not_cached(
    household: Household, office_user: User, client_of: Callable[[User], Client]
) -> None:
    response = client_of(office_user).post(f"/households/{household.pk}/bag.pdf", {"large": "1"})
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == f'inline; filename="bag-{household.registry_no}.pdf"'
    assert "我家想说的话" in "".join(pages(response.content))


def test_the_qr_address_says_only_newest_or_not(household: Household, client: Client) -> None:
    today = timezone.localdate()
    press.press_household(household, on=today, by=None)
    edition = BagEdition.objects.get()
    response = client.get(f"/b/{edition.token}/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "现行" in response.text
    make_measure(household)
    press.press_household(household, on=today, by=None)
    text = client.get(f"/b/{edition.token}/").text
    assert "已更新" in text
    assert "第 2 版" in text
    assert not any(word in text for word in ("李长根", "何芳", household.registry_no, household.village.name))


def test_an_unknown_token_is_not_found(client: Client) -> None:
    assert client.get("/b/AAAAAAAAAAAA/").status_code == 404


def test_this_machine_can_print() -> None:
    assert printing_is_possible() == []


def test_a_machine_without_library_or_fonts_is_told(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    monkeypatch.setattr(fonts, "subset_library", lambda: None)
    monkeypatch.setattr(fonts, "missing_faces", lambda: ["Noto Sans CJK SC Bold"])
    assert [fault.id for fault in printing_is_possible()] == ["office.E001", "office.E002"]
    fonts.folder.cache_clear()
    with pytest.raises(Refused, match="libharfbuzz-subset"):
        fonts.folder()
    fonts.folder.cache_clear()


def test_margin_box_colours_are_those_of_the_tokens() -> None:
    text = (Path(__file__).parents[2] / "static/css/paper.css").read_text(encoding="utf-8")
    tokens = (Path(__file__).parents[2] / "static/css/tokens.css").read_text(encoding="utf-8")
    used = set(re.findall(r"#[0-9a-f]{6}", text + (Path(__file__).parents[2] / "static/css/bag.css").read_text()))
    named = {re.search(rf"--{name}:\s*(#[0-9a-f]{{6}})", tokens)[1] for name in ("ink-500", "ink-700", "line-strong")}  # type: ignore[index]
    assert used == named
