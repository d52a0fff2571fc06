"""Slowing down of password guessing: which keys are counted and when a try must wait (promise P20)."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = timedelta(minutes=15)
# Tries within WINDOW. One village office shares one address, so the network alone is generous;
# the pair (account, network) is tight, so a stranger elsewhere cannot lock a leader out.
LIMIT_PAIR, LIMIT_ACCOUNT, LIMIT_NETWORK = 10, 60, 200


def client_address(request: HttpRequest) -> str:
    """REMOTE_ADDR, or the entry that the nearest of TRUSTED_PROXIES proxies wrote (counted from the right)."""
    remote = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return hops[-settings.TRUSTED_PROXIES]
    return remote


def network_of(address: str) -> str:
    """The /24 (IPv4) or /48 (IPv6) of an address; the text itself when it is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/{24 if ip.version == 4 else 48}", strict=False))


def keys_and_limits(username: str, address: str, *, known_device: bool) -> dict[str, int]:
    """Keys to count and how many tries each allows; the account's own count does not bind its known devices."""
    network = network_of(address)
    account = username.strip().lower()
    limits = {_key("pair", account, network): LIMIT_PAIR, _key("network", network): LIMIT_NETWORK}
    return limits if known_device else {**limits, _key("account", account): LIMIT_ACCOUNT}


def _key(*parts: str) -> str:
    return salted_hmac("povertyplan.accounts.throttle", "|".join(parts), algorithm="sha256").hexdigest()
