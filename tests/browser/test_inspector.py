"""The inspector in a browser: opening, pointing, keys, search, colours, screen readers, hostile documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.chromium import Browser
from tests.browser.conftest import Build
from tests.hostile.documents import FOR_BROWSERS, hostile_pdf

Sample = Callable[[str], Path]

#: Every text on the page that is seen, with its contrast against what is behind it (WCAG 2.2, 1.4.3).
CONTRASTS = """
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const style = (node) => getComputedStyle(node);
  const behind = (node) => node ? over(rgba(style(node).backgroundColor), behind(node.parentElement)) : [255, 255, 255];
  const light = (c) => c.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest("script, .unseen, noscript, [aria-hidden]")) continue;
    const back = behind(parent), front = over(rgba(style(parent).color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const enough = parseFloat(style(parent).fontSize) >= 24 ? 3 : 4.5;
    seen.push([(a + 0.05) / (b + 0.05) / enough, parent.className || parent.tagName, node.data.trim().slice(0, 20)]);
  }
  return seen.sort((a, b) => a[0] - b[0]);
})()
"""

HOSTILE = """\
A/1/<script>window.hit=1</script>

Report </title></style></script><script>window.hit=2</script> \u202eno\u202c on "things' &lt;

I. <img src=x onerror="window.hit=3"> Introduction

1. The Group \u2066met\u202e in <b onclick=window.hit=4>Vienna</b>. --><!-- <svg onload=window.hit=5>

II. Recommendations

2. The Working Group adopted the following recommendations:

(a) States parties should <iframe srcdoc="<script>parent.hit=6</script>"></iframe> act on 3 May 2017;

(b) States parties should \u202bread\u2069\u2069\u202c javascript:alert(1) "onmouseover=window.hit=7 x="; {{7*7}} ${7*7}
"""


@pytest.fixture(autouse=True)
def plain_window(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("browser").size(1400, 900)


def errors(browser: Browser) -> list[str]:
    """Return what the page complained of, and what it tried to load."""
    logged = [str(e["params"]) for e in browser.events if e["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    asked = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    return [line for line in logged if '"info"' not in line and "'info'" not in line] + [
        url for url in asked if not url.startswith(("data:", "file:"))
    ]


def test_a_page_opens_without_complaint_and_loads_pictures_in_sight(browser: Browser, sample: Sample) -> None:
    browser.size(1200, 500)
    browser.open(sample("report.en.pdf"))
    browser.wait(lambda: browser.run("document.images[0].naturalWidth > 500"))
    assert browser.run("[...document.images].map((picture) => Boolean(picture.src))") == [True, False, False]
    browser.run("document.querySelector('#p3').scrollIntoView()")
    browser.wait(lambda: browser.run("document.images[2].naturalWidth > 500"))
    # what is in sight from the beginning waits for nothing, as screenshots do not wait
    assert browser.run("[...document.images].map((picture) => picture.decoding)") == ["sync", "async", "async"]
    assert errors(browser) == []


def test_pointing_at_a_segment_lights_its_box_and_the_other_way_round(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.ar.pdf"))
    key = browser.run("segments.find((s) => s.querySelector('.id').textContent === 'I.1').id")
    browser.run(f"document.querySelector('#{key}').scrollIntoView()")
    lit = f"[...document.querySelectorAll('.lit')].map((lit) => lit.id || lit.dataset.for).join() === '{key},{key}'"
    browser.point(f"#{key} .text")
    assert browser.run(f"document.querySelector('rect[data-for={key}]').matches('.lit')")
    browser.point("#query")
    other = browser.run("segments.find((s) => s.querySelector('.id').textContent === 'I.2').id")
    browser.point(f"rect[data-for={other}]")
    assert browser.run(f"one('{other}').matches('.lit')")
    browser.point(f"rect[data-for={key}]", click=True)
    assert browser.run("document.activeElement.id") == key
    assert browser.run(lit)


def test_what_is_pointed_at_brings_its_other_half_in_sight(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.en.pdf"))
    browser.run("document.querySelector('#p3').scrollIntoView()")
    key = browser.run("segments.findLast((s) => s.matches('.heading')).id")
    seen = f"(({{ top, bottom }}) => top > 0 && bottom < innerHeight)(one('{key}').getBoundingClientRect())"
    assert not browser.run(seen)
    browser.point(f"rect[data-for={key}]")
    browser.wait(lambda: browser.run(seen))


def test_the_address_names_the_segment(browser: Browser, sample: Sample) -> None:
    page = sample("report.en.pdf")
    browser.open(page)
    browser.run("go(segments.find((s) => idOf(s) === 'III.A.4'))")
    assert browser.run("location.hash") == "#III.A.4"
    browser.run("location.hash = '#II.3.b'; new Promise((done) => setTimeout(done, 50))")
    assert browser.run("idOf(document.activeElement)") == "II.3.b"


def test_the_address_may_name_a_page_whose_picture_is_there_at_once(browser: Browser, sample: Sample) -> None:
    browser.size(1200, 300)
    browser.open(sample("report.en.pdf"))
    browser.run("pictures.disconnect()")
    assert not browser.run("document.querySelector('#p3 img').src")
    browser.run("location.hash = '#p3'; new Promise((done) => setTimeout(done, 50))")
    assert browser.run("location.hash") == "#p3"
    assert browser.run("source.scrollTop > 0 && one('p3').getBoundingClientRect().top < innerHeight / 2")
    assert browser.run("document.querySelector('#p3 img').src.startsWith('data:')")
    assert browser.run("all('#p3 [data-for]').some((place) => place.dataset.for === here.id)")


def test_source_lines_of_a_text_light_up_with_their_segment(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.damaged.txt"))
    assert browser.run("document.querySelectorAll('.stored li').length") == 56
    browser.point(".stored li[value='12']")
    key = browser.run("document.querySelector(\".stored li[value='12']\").dataset.for")
    assert browser.run(f"one('{key}').matches('.lit')")
    assert browser.run("getComputedStyle(document.querySelector('.stored bdi')).unicodeBidi") == "isolate"


def test_keys_walk_open_and_close(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.damaged.txt"))
    browser.run("one('list').querySelector('li').focus()")
    browser.press("j")
    browser.press("ArrowDown")
    assert browser.run("segments.indexOf(document.activeElement)") == 2
    browser.press("k")
    assert browser.run("segments.indexOf(document.activeElement)") == 1
    for _ in range(5):
        browser.press("n")
    assert browser.run("document.activeElement.matches('.segment.doubtful')")
    assert browser.run("document.querySelectorAll('.finding[aria-current]').length") == 1
    browser.press("l")
    browser.wait(lambda: browser.run("here.querySelectorAll('.lines[open] .mended .run b').length > 3"))
    browser.press("Enter")
    assert browser.run("document.activeElement.dataset.for === here.id")
    browser.press("Enter")
    assert browser.run("document.activeElement === here")
    browser.press("?")
    assert browser.run("one('keys').open")
    browser.press("Escape")
    assert not browser.run("one('keys').open")
    browser.run("one('keys-on').click()")
    browser.press("?")
    assert not browser.run("one('keys').open")


def test_everything_is_reached_by_tab_in_order(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.en.pdf"))
    met = []
    for _ in range(24):
        browser.press("Tab")
        met.append(browser.run("(document.activeElement.id || document.activeElement.className.baseVal || '')"))
    order = [
        "query",
        "match-previous",
        "match-next",
        "check-toggle",
        "theme",
        "help",
        "boxes",
        "zone masthead lit",
        "s1",
    ]
    places = [met.index(name) for name in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("الإلكترونية", True),
        ("الالكترونيه", True),
        ("الإلــكترونيّةِ", True),
        ("ﺍﻹﻟﻜﺘﺮﻭﻧﻴﺔ", True),
        ("2017", True),
        ("٢٠١٧", True),
        ("۲۰۱۷", True),
        ("للمنظمه", True),
        ("المنظمة الدوليه لشرطه الفضاء", False),
        ("II.3.d", True),
    ],
)
def test_search_finds_arabic_in_any_spelling(browser: Browser, sample: Sample, query: str, found: bool) -> None:
    page = sample("report.ar.pdf")
    if browser.run("location.pathname") != str(page):
        browser.open(page)
    browser.run("one('query').value = ''; one('query').focus(); document.activeElement.id")
    browser.write(query)
    told = browser.run("one('matches').textContent")
    assert (told != "no match") is found
    assert browser.run("matches.length") == (int(told.split()[-1]) if found else 0)


def test_all_spellings_find_the_same_and_enter_goes_on(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.ar.pdf"))
    counts = set()
    for query in ("الأدلة الإلكترونية", "الادله الالكترونيه", "الأدلَّــة الإلكترونيّة"):
        browser.press("/")
        browser.run("one('query').select()")
        browser.write(query)
        counts.add(browser.run("one('matches').textContent"))
    assert len(counts) == 1
    count = browser.run("matches.length")
    assert count > 1
    assert browser.run("matches[0].range.toString().replace(/\\p{M}/gu, '')") == "الأدلة الإلكترونية"
    browser.press("Enter")
    assert browser.run("one('matches').textContent") == f"2 of {count}"
    browser.press("Enter", shift=True)
    browser.press("Enter", shift=True)
    assert browser.run("one('matches').textContent") == f"{count} of {count}"
    assert browser.run("CSS.highlights.get('found').size") == count
    browser.press("Escape")
    assert browser.run("one('query').value + one('matches').textContent") == ""


def test_filters_leave_what_they_say(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.en.pdf"))
    for name in ("recommendation", "deliberation", "all"):
        browser.point(f"[data-filter={name}]", click=True)
        shown = browser.run("segments.filter((segment) => segment.checkVisibility()).length")
        assert shown == int(browser.run(f"document.querySelector('[data-filter={name}] b').textContent"))


@pytest.mark.parametrize("name", ["hostile.txt", "hostile.pdf"])
def test_a_hostile_document_does_nothing(browser: Browser, build: Build, name: str) -> None:
    page = build(name, HOSTILE.encode() if name.endswith("txt") else hostile_pdf(FOR_BROWSERS, gap=30))
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    browser.run("search('vienna'); walk(0); new Promise((done) => setTimeout(done, 50))")
    assert browser.run("window.hit") is None
    assert (
        browser.run(
            "document.querySelectorAll('iframe, object, embed, b[onclick], img:not(.sheet img), form, [onload]').length"
        )
        == 0
    )
    assert browser.run("[...document.scripts].map((script) => script.type)") == ["application/json", ""]
    texts = browser.run("document.title + document.body.textContent")
    assert not {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)} & set(texts)
    assert re.search(r"<script>window.hit=[24]</script>", texts)
    assert "{{7*7}} ${7*7}" in texts
    assert errors(browser) == []


def test_nothing_foreign_can_run(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.en.pdf"))
    tried = """(() => { const made = document.createElement('script'); made.text = 'window.hit = 1'; })()"""
    with pytest.raises(AssertionError, match="TrustedScript"):
        browser.run(tried)
    browser.run("new Promise((done) => fetch('https://example.org/').then(done, done))")
    assert any("Content Security Policy" in line or "violates" in line for line in errors(browser))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["report.ar.pdf", "report.damaged.txt"])
def test_contrast_is_enough(browser: Browser, sample: Sample, name: str, *, dark: bool) -> None:
    browser.size(1600, 1000, dark=dark)
    browser.open(sample(name))
    browser.run(
        "check(true); document.querySelectorAll('details').forEach((part) => (part.open = true)); go(segments[15])"
    )
    browser.run("new Promise((done) => setTimeout(done, 50))")
    worst = browser.run(CONTRASTS)
    assert len(worst) > 100
    assert [text for text in worst if text[0] < 1] == []


def test_colours_follow_the_system_and_the_switch(browser: Browser, sample: Sample) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    browser.size(1200, 800, dark=True)
    browser.open(sample("report.en.pdf"))
    dark = browser.run(colour)
    browser.press("t")
    assert browser.run(colour) != dark
    assert browser.run("one('theme').getAttribute('aria-label')") == "Colours: light"
    browser.press("t")
    assert browser.run(colour) == dark
    browser.press("t")


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 800, 2.0), (1280, 800, 4.0), (390, 800, 1.0)])
def test_a_small_or_magnified_window_shows_one_thing_at_a_time(
    browser: Browser, sample: Sample, width: int, height: int, zoom: float
) -> None:
    browser.size(width, height, zoom)
    browser.open(sample("report.ar.pdf"))
    shown = "['text', 'source', 'check'].filter((name) => one(name).checkVisibility()).join()"
    assert browser.run(shown) == "text"
    assert browser.run(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
    browser.point("[data-view=source]", click=True)
    assert browser.run(shown) == "source"
    browser.run("go(segments[20])")
    assert browser.run(shown) == "text"
    browser.press("Enter")
    assert browser.run(shown) == "source"
    browser.point("#check-toggle", click=True)
    assert browser.run(shown) == "check"


def test_a_screen_reader_finds_its_way(browser: Browser, sample: Sample) -> None:
    browser.open(sample("report.ar.pdf"))
    met = browser.accessible()
    roles = {role for role, _ in met}
    assert {"banner", "main", "search", "region", "list", "listitem", "heading", "dialog"} - {"dialog"} <= roles
    named = [
        (role, name) for role, name in met if role in ("button", "searchbox", "main", "region", "image", "checkbox")
    ]
    assert [role for role, name in named if not name.strip()] == []
    assert ("button", "I.1, body") in named
    assert browser.run("one('matches').getAttribute('aria-live')") == "polite"
    assert browser.run("document.documentElement.lang") == "en"
    tongues = browser.run("[...document.querySelectorAll('.text')].map((t) => `${t.lang} ${t.dir}`)")
    assert {"ar rtl", "ar ltr"} == set(tongues)


def test_mixed_text_stands_in_its_own_direction(browser: Browser, sample: Sample) -> None:
    """A Latin name of an Arabic sentence is read from left to right, the sentence from right to left."""
    browser.open(sample("report.ar.pdf"))
    script = """(() => {
      const text = segments.find((s) => s.querySelector('.id').textContent === 'II.3.d').querySelector('.text');
      const place = (words) => {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(words);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + 1);
          return range.getBoundingClientRect().x;
        }
      };
      text.scrollIntoView();
      return [place('I-24'), place('24/7'), place('نظام'), text.querySelector('.marker').getBoundingClientRect().x];
    })()"""
    latin, digits, word, marker = browser.run(script)
    assert latin < digits < word < marker
