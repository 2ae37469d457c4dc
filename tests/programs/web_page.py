"""Tries a web map in a browser: what a hand, a keyboard and a telephone do with it.

    python web_page.py PAGE SCREENSHOTS [BROWSER]

PAGE is a file that `cargo run -p maillage-map --example web_page -- 16 PAGE` writes. Needs the
package `playwright` and a Chromium: its own, or the program BROWSER. The page must ask for nothing
but itself and write no error; pictures of it are left in the folder SCREENSHOTS to be looked at.
"""

import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

DESKTOP = {"width": 1280, "height": 800}
TELEPHONE = {"width": 390, "height": 844}


def opened(browser, page_file, **options):
    """The page in a window of its own, and what it asked for and complained of."""
    context = browser.new_context(**options)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_timeout(900)
    return page, asked, complaints


def middle(page):
    box = page.locator("#marks").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def visible_tip(page):
    tip = page.locator("#tip")
    expect(tip).to_be_visible()
    return tip.inner_text()


def on_a_desk(browser, page_file, pictures):
    page, asked, complaints = opened(browser, page_file, viewport=DESKTOP)
    page.screenshot(path=pictures / "desk.png")

    # The hand: a commune is pointed at, then chosen.
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.move(x + 24, y + 16)
    assert "km" in visible_tip(page), visible_tip(page)
    page.screenshot(path=pictures / "desk-pointed.png")
    page.mouse.click(x + 24, y + 16)
    expect(page.locator("#details")).to_be_visible()

    # The search: by a name without its accents, then by a code.
    names = page.evaluate("JSON.parse(document.getElementById('document').textContent)"
                          ".layers[0].columns.filter(({name}) => ['nom', 'code_insee'].includes(name)).map(({texts}) => texts)")
    codes, names = names
    accented = next((name for name in names if "é" in name and len(name) < 40), names[0])
    page.fill("#query", accented.replace("é", "e").upper())
    expect(page.locator("#found li").first).to_contain_text(accented)
    page.screenshot(path=pictures / "desk-search.png")
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)
    expect(page.locator("#details h2")).to_have_text(accented)
    expect(page.locator("#details .lead")).to_contain_text("km")
    page.screenshot(path=pictures / "desk-chosen.png")
    page.fill("#query", codes[-1])
    page.keyboard.press("Enter")
    expect(page.locator("#details .code").first).to_have_text(codes[-1])
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()

    # The styles, each looked at.
    page.click("#whole")
    heading = page.locator("#legend .heading").first
    seen = set()
    for option in page.locator("#style option").all():
        page.select_option("#style", option.get_attribute("value"))
        page.wait_for_timeout(500)
        seen.add(heading.inner_text())
        page.screenshot(path=pictures / f"desk-style-{option.get_attribute('value')}.png")
    assert len(seen) > 2, seen
    page.select_option("#style", "0")

    # The list: sorted by another title, and a row gone to.
    page.click("#list summary")
    page.click("#list th:nth-child(1) button")
    expect(page.locator("#list th").first).to_have_attribute("aria-sort", "ascending")
    page.click("#list tbody tr:first-child button")
    page.wait_for_timeout(700)
    expect(page.locator("#details")).to_be_visible()
    page.locator("#list").scroll_into_view_if_needed()
    page.screenshot(path=pictures / "desk-list.png")

    # The keyboard: from the search to the map, then what is in its middle.
    page.keyboard.press("Escape")
    page.click("#whole")
    page.wait_for_timeout(500)
    page.locator("#marks").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert visible_tip(page)
    assert page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_visible()
    page.screenshot(path=pictures / "desk-keyboard.png")

    # The wheel, and the paper.
    before = page.locator("#scale").inner_text()
    page.mouse.move(x, y)
    for _ in range(6):
        page.mouse.wheel(0, -240)
    page.wait_for_timeout(600)
    assert page.locator("#scale").inner_text() != before
    page.screenshot(path=pictures / "desk-near.png")
    page.click("#whole")
    page.wait_for_timeout(600)
    page.emulate_media(media="print")
    page.pdf(path=pictures / "paper.pdf", prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")

    assert page.title() != "broken"
    assert asked == [page_file.as_uri()], asked
    assert complaints == [], complaints
    page.context.close()


def on_a_telephone(browser, page_file, pictures):
    page, asked, complaints = opened(
        browser, page_file, viewport=TELEPHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    page.screenshot(path=pictures / "telephone.png")
    x, y = middle(page)
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(500)
    expect(page.locator("#details")).to_be_visible()
    page.screenshot(path=pictures / "telephone-chosen.png")
    page.locator("#handle").tap()
    page.wait_for_timeout(400)
    page.locator("#handle").tap()
    page.wait_for_timeout(400)
    page.screenshot(path=pictures / "telephone-full.png")
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, #query')].filter((of) => of.offsetParent !== null)"
        ".filter((of) => of.getBoundingClientRect().height < 39.5 && !of.closest('details:not([open])'))"
        ".map((of) => of.id + of.textContent)")
    assert small == [], small
    page.locator("#query").tap()
    page.keyboard.type("a")
    page.wait_for_timeout(400)
    page.screenshot(path=pictures / "telephone-search.png")
    page.locator("#found li").first.tap()
    page.wait_for_timeout(700)
    expect(page.locator("#found")).to_be_hidden()
    page.screenshot(path=pictures / "telephone-found.png")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= TELEPHONE["width"], wide
    assert asked == [page_file.as_uri()], asked
    assert complaints == [], complaints
    page.context.close()


def main():
    page_file = Path(sys.argv[1]).resolve()
    pictures = Path(sys.argv[2])
    pictures.mkdir(parents=True, exist_ok=True)
    browser_program = sys.argv[3] if len(sys.argv) > 3 else None
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=browser_program)
        on_a_desk(browser, page_file, pictures)
        on_a_telephone(browser, page_file, pictures)
        browser.close()
    print("2 passed, 0 failed")


if __name__ == "__main__":
    main()
