"""Somebody who has no mouse: moves with Tab, writes, and presses Enter or Space."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TookTooLong

_FAR: Final = 200
"""Presses of Tab after which something is not to be reached."""

_PATIENCE: Final = 10_000.0
"""Milliseconds in which a page has to have rolled, while other tests run on the machine."""

_NAME: Final = """() => {
    const element = document.activeElement;
    const labels = [...(element.labels || [])].map((label) => label.innerText);
    const legend = element.type === "checkbox" && element.closest("fieldset")
        ? [] : [element.getAttribute("aria-label") || ""];
    const own = ["A", "BUTTON", "SUMMARY"].includes(element.tagName) ? [element.innerText] : [];
    return [...labels, ...own, ...legend].join(" ").trim();
}"""


_IS_SEEN: Final = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const place = element.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return element.matches(":focus-visible")
        && (outlined || style.boxShadow !== "none")
        && place.width > 1 && place.height > 1
        && place.bottom > 0 && place.top < innerHeight;
}"""


class OutOfSight(AssertionError):
    """Whoever moves with Tab sees where they are: the place is on the screen and marked."""


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
                self._be_seen(heard[-1])
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

    def choose_file(self, name: str, file: Path) -> None:
        """Open the window in which files are chosen, and choose one there."""
        # Only what the browser was told before it answers for the next Tab holds for the Space:
        # on a busy machine the window would open before anybody is there to choose in it.
        with self.page.expect_file_chooser() as window:
            self.to(name)
            self.page.keyboard.press("Space")
        window.value.set_files(file)

    def _be_seen(self, name: str) -> None:
        """Wait until the page has rolled to where the keyboard is now."""
        try:
            self.page.wait_for_function(_IS_SEEN, timeout=_PATIENCE)
        except TookTooLong as error:
            raise OutOfSight(name) from error
