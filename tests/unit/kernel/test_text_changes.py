from shared.kernel.record_history import TextChange, text_changes


def test_only_what_became_other_is_a_change() -> None:
    changes = text_changes({"name": "Jan", "phone": "1"}, {"name": "Jan", "phone": "2"})

    assert changes == (TextChange(field="phone", before="1", after="2"),)


def test_the_first_words_came_from_none() -> None:
    changes = text_changes({}, {"name": "Jan", "email": None})

    assert changes == (TextChange(field="name", before=None, after="Jan"),)


def test_an_empty_text_and_none_are_the_same() -> None:
    assert text_changes({"email": ""}, {"email": None}) == ()
