"""Exporting the site: every title's and every person's page, the lists of them, and the pictures.

Owns the order of the work, and the templates. Loaded by the export alone: neither Jinja2 nor matplotlib is needed to
answer questions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.answers.timeline import keep_foremost
from bot.facts.dates import word_day
from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.site.folder import SiteError, SiteFolder, Written
from bot.site.pages import Link, Page, SiteMap, make_person_page, make_title_page
from bot.store import FactStore

TEMPLATES = Path(__file__).with_name("templates")
_MOST_IN_PICTURE = 8

__all__ = ["SiteError", "Written", "export_site"]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the site: its address, and its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list of pages."""

    link: Link
    newest: str
    """The day of the newest report."""


async def export_site(store: FactStore, folder: Path, today: date) -> Written:
    """Write the site; SiteError or OSError if the folder cannot be used. A folder that is not there is made."""
    out = SiteFolder(folder)
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    titles = await store.list_told_of(Kind.WORK)
    people = await store.list_told_of(Kind.PERSON)
    site = SiteMap([*titles, *people], store.only_in_spoilers)
    out.put("style.css", (TEMPLATES / "style.css").read_bytes())
    writer = _Writer(out, templates, today)
    await writer.write_pages(
        "index.html", "Titles", titles, lambda work: make_title_page(store, site, work, today)
    )
    await writer.write_pages(
        "people.html", "People", people, lambda person: make_person_page(store, site, person, today)
    )
    return out.finish()


class _Writer:
    def __init__(self, out: SiteFolder, templates: Environment, today: date) -> None:
        self._out = out
        self._templates = templates
        self._today = today

    async def write_pages(
        self,
        name: str,
        heading: str,
        entities: Sequence[Entity],
        make: Callable[[Entity], Awaitable[Page | None]],
    ) -> None:
        """Write a page for each that something is known of, and the list of them."""
        listed: list[Listed] = []
        for entity in entities:
            page = await make(entity)
            if page is not None:
                await asyncio.to_thread(self._write_page, page)
                listed.append(Listed(page.link, word_day(page.newest)))
        listed.sort(key=lambda each: each.link.name.casefold())
        self._render(name, "index.html", heading=heading, pages=listed)

    def _write_page(self, page: Page) -> None:
        self._render(page.link.path, "page.html", page=page, picture=self._draw(page))

    def _draw(self, page: Page) -> ShownPicture | None:
        if page.timeline is None:
            return None
        from bot.display.fans.timeline_picture import draw_timeline

        picture = draw_timeline(keep_foremost(page.timeline, _MOST_IN_PICTURE), self._today)
        path = f"pictures/{PurePosixPath(page.link.path).stem}.png"
        self._out.put(path, picture.png)
        return ShownPicture(path, picture.width, picture.height)

    def _render(self, path: str, template: str, **values: object) -> None:
        root = "../" * path.count("/")
        html = self._templates.get_template(template).render(root=root, today=word_day(self._today), **values)
        self._out.put(path, html.encode())
