"""Signing in: four pictures for a person, number and code for staff."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.staff.code import CodeScreen

FOUR = ("moon", "tree", "fish", "sun")


def test_four_pictures_sign_in_and_nothing_shows_which(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in FOUR:
        tap(picture)
    assert tapped == [FOUR]
    assert not any(key.chosen for key in screen._keys)


def test_start_again_forgets_the_pictures_tapped(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for id_ in ("book", "ball", "again", *FOUR):
        tap(id_)
    assert tapped == [FOUR]


def test_new_pictures_are_asked_for_twice(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=True)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in FOUR:
        tap(picture)
    assert tapped == []
    assert screen.sentences()[0] == "Tap them again."
    for picture in FOUR:
        tap(picture)
    assert tapped == [FOUR]


def test_different_pictures_the_second_time_begin_anew(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=True)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in (*FOUR, "book", "tree", "fish", "sun"):
        tap(picture)
    assert tapped == []
    assert "Pick 4 again" in screen.sentences()[0]


def test_the_page_for_staffs_number_says_first_that_it_is_theirs(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    banner = "Only for staff. What is done here is recorded."
    assert banner in screen.sentences()
    for digit in "2002":
        tap(digit)
    tap("ok")
    assert banner not in screen.sentences()


def test_wrong_pictures_are_met_calmly_and_staff_can_help(put, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    screen.not_those(ask_staff=False)
    assert "Staff can help." not in screen.sentences()
    screen.not_those(ask_staff=True)
    assert screen.sentences()[:2] == ["Not those four. Try again.", "Staff can help."]


def test_staff_enter_number_then_code(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    for id_ in ("1", "0", "0"):
        tap(id_)
    assert "ok" not in screen.targets()
    for id_ in ("1", "ok", *"123455", "ok"):
        tap(id_)
    assert entered == [("1001", "123455")]


def test_a_refused_code_never_says_which_part_and_begins_anew(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    screen.refused(30)
    said = " ".join(screen.sentences())
    assert "Not accepted. Please try both again." in said
    assert "30 seconds" in said
    for id_ in (*"2002", "ok", *"654321", "ok"):
        tap(id_)
    assert entered == [("2002", "654321")]


def test_a_fifth_picture_before_the_answer_is_not_taken(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for id_ in (*FOUR, "book", "again", "ball"):
        tap(id_)
    assert tapped == [FOUR]
    screen.not_those(ask_staff=False)
    for picture in FOUR:
        tap(picture)
    assert tapped == [FOUR, FOUR]


def test_one_picture_may_be_meant_twice_but_not_by_a_trembling_finger(
    put, tap, look, text
):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture, breathe_ms in (("moon", 149), ("moon", 1), ("moon", 150)):
        tap(picture, breathe_ms=breathe_ms)
    for picture in ("sun", "tree"):
        tap(picture)
    assert tapped == [("moon", "moon", "sun", "tree")]


def test_the_same_digit_typed_quickly_counts_and_a_bounce_does_not(
    put, tap, look, text
):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    for digit in "1122":
        tap(digit, breathe_ms=60)
    tap("ok")
    tap("3", breathe_ms=59)
    for id_ in (*"333333", "ok"):
        tap(id_, breathe_ms=60)
    assert entered == [("1122", "333333")]


def test_a_card_that_was_seen_asks_for_the_code_alone(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    screen.card_seen()
    assert "Card seen. Enter your code." in screen.sentences()
    for id_ in (*"135791", "ok"):
        tap(id_)
    assert entered == [("", "135791")]


def test_a_passphrase_is_tapped_on_letters(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    assert "letters" not in screen.targets()
    for id_ in (*"2002", "ok", "letters", *"slow", "space", *"river2", "ok"):
        tap(id_)
    assert entered == [("2002", "slow river2")]


def test_back_leads_from_letters_to_digits_and_from_there_away(put, tap, look, text):
    screen = CodeScreen(look, text)
    chosen = put(screen)
    for id_ in (*"2002", "ok", "letters", "back"):
        tap(id_)
    assert chosen == []
    assert "a" not in screen.targets()
    tap("back")
    assert chosen == ["back"]


def test_a_keyboard_types_number_and_passphrase(put, frame, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    buttons = []
    frame.key.connect(buttons.append)
    QTest.keyClicks(frame, "2002")
    QTest.keyClick(frame, Qt.Key.Key_Return)
    QTest.keyClicks(frame, "Help ponyx")
    QTest.keyClick(frame, Qt.Key.Key_Backspace)
    QTest.keyClick(frame, Qt.Key.Key_Return)
    assert entered == [("2002", "help pony")]
    assert buttons == []


def test_before_the_code_a_letter_is_a_button_as_everywhere(put, frame, look, text):
    put(CodeScreen(look, text))
    buttons = []
    frame.key.connect(buttons.append)
    QTest.keyClicks(frame, "h")
    assert buttons == ["hear"]


def test_a_new_code_is_entered_twice(put, tap, look, text):
    screen = CodeScreen(look, text, "pin")
    put(screen)
    took = []
    screen.took.connect(took.append)
    for id_ in (*"864209", "ok", *"864201", "ok"):
        tap(id_)
    assert took == []
    assert text.code.differ in screen.sentences()
    for id_ in (*"864209", "ok", *"864209", "ok"):
        tap(id_)
    assert took == ["864209"]


def test_what_is_typed_is_never_shown(put, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    for id_ in (*"2002", "ok", "letters", *"abacadabra"):
        screen.activated(id_)
    assert not any("abacadabra" in one for one in screen.sentences())


def test_an_account_that_is_locked_leads_to_a_supervisor(put, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    screen.refused(0, locked=True)
    said = " ".join(screen.sentences())
    assert text.code.locked in said
    assert text.code.refused not in said


def test_a_new_passphrase_says_how_long_it_must_be(put, tap, look, text):
    screen = CodeScreen(look, text, "phrase")
    put(screen)
    assert text.code.new_phrase in screen.sentences()
    for id_ in "fourteensignsx":
        tap(id_)
    assert "ok" not in screen.targets()
    tap("b")
    tap("ok")
    assert text.code.again in screen.sentences()


def test_pictures_that_must_wait_say_how_long_and_who_helps(put, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    screen.not_those(ask_staff=True, wait_s=20)
    said = " ".join(screen.sentences())
    assert "Not those four." in said
    assert "Try again in 20 seconds. Staff can help." in said
