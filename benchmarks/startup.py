"""`startup`: process start to the first page, against a Django that has one empty view."""

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.results import Result, at_most

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent

_REQUEST = """
from django.test import RequestFactory
request = RequestFactory().get({address!r}, HTTP_HOST="localhost")
response = application.get_response(request)
assert response.status_code == 200, response.status_code
"""
OURS = """
from povertyplan.wsgi import application
from django.test.utils import override_settings
override_settings(SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["localhost"]).enable()
""" + _REQUEST.format(address="/sign-in/")
BARE = """
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"], SECRET_KEY="x", INSTALLED_APPS=[
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"])
urlpatterns = [path("sign-in/", lambda request: HttpResponse("ok"))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
""" + _REQUEST.format(address="/sign-in/")


def run() -> list[Result]:
    _start(OURS)
    turns = [(_start(OURS), _start(BARE)) for _ in range(ROUNDS)]
    ours, bare = (median(times) for times in zip(*turns, strict=True))
    return [at_most("startup", ours / bare, 2, f"{ours:.2f} against {bare:.2f} CPU s")]


def _start(program: str) -> float:
    """CPU seconds of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
