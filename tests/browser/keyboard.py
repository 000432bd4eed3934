"""Somebody who has no mouse: moves with Tab, writes, and presses Enter or Space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

_FAR: Final = 200
"""Presses of Tab after which something is not to be reached."""

_NAME: Final = """() => {
    const element = document.activeElement;
    const labels = [...(element.labels || [])].map((label) => label.innerText);
    const legend = element.type === "checkbox" && element.closest("fieldset")
        ? [] : [element.getAttribute("aria-label") || ""];
    const own = ["A", "BUTTON", "SUMMARY"].includes(element.tagName) ? [element.innerText] : [];
    return [...labels, ...own, ...legend].join(" ").trim();
}"""


class OutOfReach(AssertionError):
    """Whatever can be done on a page can be reached with Tab, from where one is."""


@dataclass(frozen=True)
class Keyboard:
    """The keyboard of one window."""

    page: Page

    def to(self, name: str) -> None:
        """Move on to a field, link or button whose name begins so."""
        heard = []
        for _press in range(_FAR):
            self.page.keyboard.press("Tab")
            heard.append(str(self.page.evaluate(_NAME)))
            if heard[-1].startswith(name):
                return
        raise OutOfReach(f"{name}: {[each for each in dict.fromkeys(heard) if each]}")

    def press(self, name: str, key: str = "Enter") -> None:
        """Follow a link or press a button, and wait for the page that it leads to."""
        self.to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def back_to(self, name: str, key: str = "Enter") -> None:
        """Go back to a button before this place, press it, and wait for the page."""
        for _press in range(_FAR):
            self.page.keyboard.press("Shift+Tab")
            if str(self.page.evaluate(_NAME)).startswith(name):
                break
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, name: str, text: str) -> None:
        """Write into a field."""
        self.to(name)
        self.page.keyboard.type(text)

    def write_time(self, name: str, digits: str) -> None:
        """Write hours and minutes; a browser that speaks English asks for the half of the day."""
        self.write(name, digits)
        if not self.page.evaluate("() => document.activeElement.value"):
            self.page.keyboard.type("AM")

    def tick(self, name: str) -> None:
        """Tick a box."""
        self.to(name)
        self.page.keyboard.press("Space")

    def choose(self, name: str, choice: str) -> None:
        """Choose from a list, as one does by writing how the choice begins."""
        self.to(name)
        self.page.keyboard.type(choice)
