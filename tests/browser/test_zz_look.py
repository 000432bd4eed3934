from pathlib import Path
from shared.kernel.command import Role
from tests.browser.axe import *
from tests.browser.examples import examples_of
OUT = Path("/tmp/w/wt/.cards/shots")

def test_look(working, nodes, examples):
    OUT.mkdir(exist_ok=True)
    def shot(page, name):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=OUT / f"{name}-{width}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width: print("OVERFLOW", name, width, wide)
    page = working.page(Role.ADVISER)
    page.goto("/consultations/cards/new")
    page.get_by_label("Udzielona porada").fill("Omówiono wzór statutu.")
    page.wait_for_function("document.querySelector('[data-saved]').textContent.includes('Zapisano')")
    shot(page, "card-kept")
    page.goto("/consultations/cards/new"); shot(page, "card-offered")
    page.get_by_role("link", name="Wróć do niego").click(); shot(page, "card-resumed")
    scan = examples["/consultations/cards/<uuid:card_id>/scans/<uuid:scan_id>"]
    card = scan.partition("/scans")[0]
    page.goto(card); shot(page, "card-with-scan")
    page.goto(card + "/scans/new"); shot(page, "scan-new")
    page.goto("/consultations/cards/new?paper=1"); shot(page, "card-paper")
    page.goto("/consultations/cards"); shot(page, "cards")
    page.goto("/consultations/clients/new"); shot(page, "client-new")
    page = working.page(Role.COORDINATOR)
    page.goto("/consultations/clients/duplicates"); shot(page, "duplicates")
    page = working.page(Role.NODE_ADMINISTRATOR)
    page.goto("/accounts/second-factor"); shot(page, "rules")
    page.get_by_label("doradca", exact=True).check()
    page.get_by_label("Wymagaj od dnia").fill("2009-01-01")
    page.get_by_role("button", name="Wymagaj", exact=True).click(); shot(page, "rules-set")
    page.goto("/accounts/people"); shot(page, "people")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Dane osobowe").click(); shot(page, "personal-data")
    from tests.browser.surfing import Surfing
    page = working._contexts[Role.ADVISER].new_page()
    working._contexts[Role.ADVISER].clear_cookies(name="owss_token_cistor")
    page.goto("/"); shot(page, "confined")
