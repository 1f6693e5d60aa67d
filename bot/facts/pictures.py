"""Addresses of pictures: which may be shown.

Owns the hosts of the services that posters are imported from. Refuses every other host, anything but HTTPS, and
whatever is no plain path of a picture: Discord fetches what it is told to show, for everybody who reads an answer.
"""

from __future__ import annotations

import re

HOSTS = ("static.tvmaze.com", "s4.anilist.co", "image.tmdb.org")
"""Where TVmaze, AniList and TMDB keep their pictures."""
_LONGEST = 300
_ADDRESS = re.compile(
    rf"https://(?:{'|'.join(map(re.escape, HOSTS))})(?:/[\w-][\w.-]*)+\.(?:jpe?g|png|webp)", re.ASCII
)


def is_picture(address: str) -> bool:
    """Whether an address is one of a picture on a known host."""
    return len(address) <= _LONGEST and _ADDRESS.fullmatch(address) is not None


def word_allowed() -> str:
    """What is allowed, in words."""
    return (
        f"allowed is the https:// address of a .jpg, .png or .webp on {', '.join(HOSTS[:-1])} or {HOSTS[-1]}"
    )
