"""`battle_map_page`, `battle_map_304`, `figures_growth`, `household_list`, `search`: pages through the WSGI stack,
cold where nothing else is said, signed in."""

from datetime import date

from django.utils import timezone

from benchmarks.browser import recorded, replay, signed_in
from benchmarks.office_data import (
    WANTED_INITIALS,
    WANTED_NAME,
    WANTED_PHONE,
    WANTED_PINYIN,
    WANTED_TAIL,
    office,
    remember_bags,
)
from benchmarks.results import Result, at_most, fastest, interleaved
from office.maps import figures
from povertyplan.accounts.models import User
from villages.models import Village

SMALL, LARGE, COUNTY = 824, 82_400, 30_000
LISTS = (
    "/households/?view=poor",
    "/households/?view=quiet&category=2",
    "/households/?view=poor&criterion=income",
    "/households/?view=poor&q=明秀",
)
PHRASES = (WANTED_NAME, WANTED_PINYIN, WANTED_INITIALS, WANTED_TAIL, WANTED_PHONE)


def run() -> list[Result]:
    with office(SMALL) as (user, villages):
        results = [*battle_map_page(user), battle_map_304(user)]
        small_figures, small_pages = figures_seconds(villages), pages_seconds(user)
    with office(COUNTY) as (_, villages):
        growth = figures_seconds(villages) / small_figures
        results.append(at_most("figures_growth", growth, 1.5, f"{COUNTY:,} households against {SMALL}"))
    with office(LARGE, alone=True) as (user, _):
        large_pages = pages_seconds(user)
    return [*results, *grown(small_pages, large_pages)]


def battle_map_page(user: User) -> list[Result]:
    remember_bags()
    with signed_in(user) as browser:
        with recorded() as page_statements:
            status, body = browser.get("/battle-map/")
        with recorded() as empty_statements:
            browser.get("/bench/empty/")
        assert status == 200, status
        sql = page_statements[len(empty_statements) :]

        def yardstick() -> None:
            browser.get("/bench/empty/")
            replay(sql)

        page, beside = interleaved(lambda: browser.get("/battle-map/"), yardstick)
    ratio = at_most("battle_map_page", page / beside, 4, f"{page * 1000:.0f} ms, {len(body) / 1024:.0f} kB")
    queries = len(page_statements)
    return [
        ratio,
        Result("battle_map_queries", f"{queries} where nothing is kept, session included", "<= 12", queries <= 12),
    ]


def battle_map_304(user: User) -> Result:
    """Nothing was written since the page was sent: the answer is that it need not be sent again."""
    with signed_in(user) as browser:
        browser.get("/battle-map/")
        etag = browser.headers["ETag"]
        status, body = browser.get("/battle-map/", HTTP_IF_NONE_MATCH=etag)
        assert (status, body) == (304, b""), status
        unchanged, beside = interleaved(
            lambda: browser.get("/battle-map/", HTTP_IF_NONE_MATCH=etag), lambda: browser.get("/bench/empty/")
        )
    return at_most("battle_map_304", unchanged / beside, 1.5, f"{unchanged * 1000:.1f} ms against an empty view")


def figures_seconds(villages: list[Village]) -> float:
    keys, today = [village.pk for village in villages], timezone.localdate()
    return fastest(lambda: all_figures(keys, today))


def all_figures(keys: list[int], today: date) -> None:
    for count in (figures.standing, figures.history):
        count(keys, on=today)


def pages_seconds(user: User) -> dict[str, tuple[float, int]]:
    """Seconds and number of queries of each address."""
    found = {}
    addresses = [*LISTS, *(f"/search/?q={phrase}" for phrase in PHRASES)]
    with signed_in(user) as browser:
        for address in addresses:
            with recorded() as statements:
                status, _ = browser.get(address)
            assert status in (200, 302), (address, status)
            found[address] = (fastest(lambda a=address: browser.get(a), rounds=7), len(statements))
    return found


def grown(small: dict[str, tuple[float, int]], large: dict[str, tuple[float, int]]) -> list[Result]:
    results = []
    for name, target in (("household_list", 1.5), ("search", 2.0)):
        addresses = [address for address in small if ("search" in address) == (name == "search")]
        before, after = (sum(seconds[a][0] for a in addresses) / len(addresses) for seconds in (small, large))
        note = f"{before * 1000:.0f} → {after * 1000:.0f} ms"
        results.append(at_most(name, after / before, target, note))
        steady = all(large[address][1] <= small[address][1] for address in addresses)
        results.append(Result(f"{name}_queries", f"{'not' if steady else 'are'} more at {LARGE:,}", "not more", steady))
        if name == "search":
            slowest = max(large[address][0] for address in addresses)
            results.append(Result("search_slowest", f"{slowest * 1000:.0f} ms", "<= 100 ms", slowest <= 0.1))
    return results
