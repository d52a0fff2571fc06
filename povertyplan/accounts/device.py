"""What a browser gets to keep unsent reports under lock: a name for the person and a key, neither stored anywhere."""

import base64

from django.utils.crypto import salted_hmac

from povertyplan.accounts.models import User


def device_user(user: User) -> str:
    """16 hex digits that tell the people of one shared phone apart and say nothing about them."""
    return salted_hmac("povertyplan.accounts.device.user", str(user.pk), algorithm="sha256").hexdigest()[:16]


def device_key(user: User) -> str:
    """32 bytes in base64, the same at every sign-in: what was locked before a new password opens after it."""
    digest = salted_hmac("povertyplan.accounts.device.key", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(digest).decode()
