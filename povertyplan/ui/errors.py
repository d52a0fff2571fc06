"""Pages for what went wrong: what happened, the next step and whom to call. They need neither session nor database."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from povertyplan.ui.display import chosen


@dataclass(frozen=True)
class Problem:
    status: int
    title: str
    what: str
    next_step: str


BAD_REQUEST = Problem(400, "这个请求读不懂", "网址或填的内容不完整。", "回到上一页再试一次，填过的内容还在。")
FORBIDDEN = Problem(403, "这一步不归你办", "你的账号没有这一项权限。", "要办的话，请办事处安全管理员调整角色。")
NOT_FOUND = Problem(
    404, "没有找到这一页", "网址不对，或者这一户、这个村不在你负责的范围里。", "从上面的菜单进，或者用姓名查找。"
)
SERVER_ERROR = Problem(
    500,
    "这一页现在打不开",
    "程序出了问题，已经记下编号。",
    "先回上一页看看刚才填的存上没有，再试一次；还不行就打电话，报上编号。",
)
NOT_A_PAGE = Problem(
    405,
    "这个网址不能直接打开",
    "它只接收页面上按钮的提交，多半是登录过期后又回到了这里。",
    "回到原来那一页，再按一次按钮。",
)
CSRF = Problem(
    403,
    "这一页放得太久了",
    "页面打开后登录过期或换了账号，为防冒用没有提交。",
    "回到上一页，刷新后再提交一次；填过的内容先抄下来。",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, CSRF)


def no_blank_page(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an address that takes only POST, opened after signing in anew, says so instead of nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_A_PAGE.status:
            return response
        answer = _answer(request, NOT_A_PAGE)
        answer.headers["Allow"] = response.headers.get("Allow", "")
        return answer

    return middleware


def _answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Rendered without context processors: they would ask for the user, and the user for the database."""
    context = {
        "problem": problem,
        "office_name": settings.OFFICE_NAME,
        "office_hotline": settings.OFFICE_HOTLINE,
        "request_id": getattr(request, "request_id", ""),
        **chosen(request),
    }
    return HttpResponse(render_to_string("ui/errors/problem.html", context), status=problem.status)
