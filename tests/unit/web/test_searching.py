from __future__ import annotations

import pytest

from shared.web.searching import is_pesel


@pytest.mark.parametrize("words", ["44051401359", "440514 01359", "440514-01359"])
def test_a_pesel_is_known_however_its_digits_are_parted(words: str) -> None:
    assert is_pesel(words)


@pytest.mark.parametrize("words", ["", "44051401358", "5260250274", "12/2009", "Łąka"])
def test_other_numbers_and_words_are_looked_for(words: str) -> None:
    assert not is_pesel(words)
