"""Phone numbers, mail and web addresses, identity numbers: how each is written down, once."""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from engine.records.reasons import reason
from engine.records.text import narrow
from engine.values.refusal import Reason

_PHONE = re.compile(r"\+?[0-9()./ \-\u2010-\u2015]{2,40}")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[^\s@\"(),:;<>\[\]\\\x00-\x1f\x7f-\x9f]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}")
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?|\[[0-9a-fA-F:.]+\]")
_INVISIBLE = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MAX_EMAIL = 254
_MAX_URL = 2_048
_CHINESE_ID = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_ID = re.compile(r"[A-Z0-9](?:[A-Z0-9 /.-]{0,38}[A-Z0-9])?")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def phone(raw: str, region: str | None) -> str | Reason:
    """A phone number as E.164; without a country code it is read as one of ``region``."""
    text = narrow(raw)
    if not _PHONE.fullmatch(text):
        return reason("bad_phone")
    return _dialled(text, region) or reason("bad_phone")


@lru_cache(maxsize=1024)  # a command that has to look again reads its input again
def _dialled(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(raw: str) -> str | Reason:
    """A mail address in lower case (no provider tells upper from lower, and duplicates must be found)."""
    text = narrow(raw).lower()
    return text if len(text) <= _MAX_EMAIL and _EMAIL.fullmatch(text) else reason("bad_email")


def url(raw: str) -> str | Reason:
    """A web address, http or https only, without a name and password in it."""
    text = raw.strip()
    if len(text) > _MAX_URL or _INVISIBLE.search(text) or "\\" in text:
        return reason("bad_url")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return reason("bad_url")
    host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    fine = parts.scheme in ("http", "https") and _HOST.fullmatch(host)
    return text if fine else reason("bad_url")


def national_id(raw: str, region: str | None) -> str | Reason:
    """An identity number in upper case; of region CN with a real birthday and check digit (GB 11643, MOD 11-2)."""
    text = narrow(raw).upper()
    if region == "CN":
        text = text.replace(" ", "")
        return text if _is_chinese_id(text) else reason("bad_national_id")
    return text if _OTHER_ID.fullmatch(text) else reason("bad_national_id")


def check_digit(first_17: str) -> str:
    """The last character of a Chinese identity number."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECK_DIGITS[total % 11]


def _is_chinese_id(text: str) -> bool:
    if not _CHINESE_ID.fullmatch(text) or check_digit(text[:17]) != text[17]:
        return False
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14])).year >= 1800  # noqa: PLR2004 - nobody is older
    except ValueError:
        return False
