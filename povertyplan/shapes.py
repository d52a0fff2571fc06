"""Shapes of text that forms and the database hold to alike: telephone numbers, and ID numbers where none may be."""

import re
import unicodedata

from django.core.validators import RegexValidator
from django.db.models import Q

PHONE = r"^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"
NOT_A_PHONE = "电话只写数字，座机写成 0719-5223344 这样"
is_phone = RegexValidator(PHONE, NOT_A_PHONE)

# 18 characters with a day of birth inside, whatever their check digit says. Python and Postgres read it alike.
ID_NUMBER = r"(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
HOLDS_ID_NUMBER = "里面有整个身份证号，会印到纸上，删掉再保存"
NOT_IN_AN_ADDRESS = "整个证件号不能写进网址，用页面最上面的查找框查"
_GAPS = re.compile(r"(?<=[0-9])[\s.·-]+(?=[0-9Xx])")


def phone_or_empty(*fields: str) -> Q:
    """Condition of a constraint: each of these columns is empty or a telephone number."""
    condition = Q()
    for name in fields:
        condition &= Q(**{name: ""}) | Q(**{f"{name}__regex": PHONE})
    return condition


def without_id_number(*fields: str) -> Q:
    """Condition of a constraint: free text that goes onto paper and lists holds nobody's ID number."""
    condition = Q()
    for name in fields:
        condition &= ~Q(**{f"{name}__regex": ID_NUMBER})
    return condition


def holds_id_number(text: str) -> bool:
    """Also where it is written in full-width digits or in groups."""
    half = unicodedata.normalize("NFKC", text)
    return any(re.search(ID_NUMBER, kept) for kept in (half, _GAPS.sub("", half)))
