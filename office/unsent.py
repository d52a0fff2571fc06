"""What was typed into a form whose session had ended: carried through signing in, then sent by one more press.

Without script a redirect to the sign-in page, or a refused token, would lose the text. Only views that carry
`keeps_typed` do this, only for what our own page sent, and only for the person who had opened it: a phone is shared.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve

from office.accounts.forms import SignInForm
from office.accounts.pages import sign_in_page
from office.reports.entry import opened_by, sent_fields
from povertyplan.accounts.models import User
from povertyplan.ui import errors

V = TypeVar("V", bound=Callable[..., object])

_SALT = "office.unsent"
# A day is enough to sign in again; what is longer than this is no form of ours.
_MAX_AGE = 24 * 3600
_LONGEST = 60_000
# Fields that a person reads again before he presses.
_READ = {"done": "这半个月做了什么", "help": "要办事处帮什么"}


def keeps_typed(view: V) -> V:
    """Marks a view whose form has the hidden field `opened`."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def by_script(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@dataclass(frozen=True)
class Typed:
    """`fields` as they were sent, the step among them; `user` is the key of who opened the form."""

    path: str
    user: int
    fields: list[list[str]]
    had_photos: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Typed | None":
        if request.method != "POST" or by_script(request) or not _is_ours(request) or not _keeps(request):
            return None
        user = opened_by(request.POST.get("opened", ""))
        if user is None:
            return None
        fields = [list(pair) for pair in sent_fields(request.POST)]
        step = request.POST.get("step")
        return cls(request.path, user, [*fields, ["step", step]] if step else fields, bool(request.FILES))

    @classmethod
    def signed(cls, text: str) -> "Typed | None":
        try:
            return cls(**signing.loads(text, salt=_SALT, max_age=_MAX_AGE)) if text else None
        except (signing.BadSignature, TypeError):
            return None

    def sign(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @property
    def read(self) -> list[tuple[str, str]]:
        return [(_READ[name], value) for name, value in self.fields if name in _READ and value]


def typed_text_survives(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: where a post is sent to the sign-in page, that page takes along what was typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
            return response
        typed = Typed.of(request)
        return _sign_in_page(request, typed) or response if typed else response

    return middleware


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if by_script(request):
        return JsonResponse({"words": errors.CSRF.what}, status=errors.CSRF.status)
    typed = Typed.of(request)
    page = None
    if typed and not request.user.is_authenticated:
        page = _sign_in_page(request, typed)
    elif typed and request.user.pk == typed.user:
        page = _once_more(request, typed, status=errors.CSRF.status)
    return page or errors.csrf_failure(request, reason)


def carried_on(request: HttpRequest, user: User) -> HttpResponse | None:
    """After signing in: the page from which it goes with one press, if this person had typed it."""
    typed = Typed.signed(request.POST.get("typed", ""))
    return _once_more(request, typed) if typed and typed.user == user.pk else None


def _keeps(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "keeps_typed", False)
    except Resolver404:
        return False


def _is_ours(request: HttpRequest) -> bool:
    """Another site must not have its text offered for sending here."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _sign_in_page(request: HttpRequest, typed: Typed) -> HttpResponse | None:
    text = typed.sign()
    if len(text) > _LONGEST:
        return None
    return sign_in_page(request, SignInForm(), target=typed.path, typed=text, status=401)


def _once_more(request: HttpRequest, typed: Typed, *, status: int = 200) -> HttpResponse:
    return render(request, "office/report/unsent.html", {"typed": typed}, status=status)
