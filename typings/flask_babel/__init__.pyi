from collections.abc import Callable

from babel import Locale
from babel.support import Translations
from flask import Flask
from flask_babel.speaklater import LazyString

class Domain:
    def __init__(self) -> None: ...
    def get_translations(self) -> Translations: ...

class Babel:
    domain_instance: Domain
    def __init__(
        self,
        app: Flask,
        *,
        default_locale: str,
        default_timezone: str,
        locale_selector: Callable[[], str],
    ) -> None: ...

def get_locale() -> Locale | None: ...
def refresh() -> None: ...
def gettext(string: str, **variables: object) -> str: ...
def ngettext(singular: str, plural: str, num: int, **variables: object) -> str: ...
def lazy_gettext(string: str, **variables: object) -> LazyString: ...
