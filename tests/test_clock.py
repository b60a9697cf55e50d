"""The virtual clock rings what is due, in order, and nothing else."""


def test_alarms_ring_in_order_of_their_moment(clock):
    rung = []
    clock.at(30, lambda: rung.append("late"))
    clock.at(10, lambda: rung.append("early"))
    clock.advance(40)
    assert rung == ["early", "late"]


def test_an_alarm_called_off_does_not_let_a_later_one_ring_early(clock):
    rung = []
    clock.at(10, lambda: rung.append("off")).cancel()
    clock.at(100, lambda: rung.append("later"))
    clock.advance(50)
    assert rung == []
    assert clock.now_ms() == 50


def test_an_alarm_may_set_the_next_one(clock):
    rung = []
    clock.at(10, lambda: clock.at(20, lambda: rung.append(clock.now_ms())))
    clock.advance(30)
    assert rung == [20]


def test_days_pass_without_ringing(clock):
    before, rung = clock.utc(), []
    clock.at(10, lambda: rung.append("rung"))
    clock.days_pass(28)
    assert (clock.utc() - before).days == 28
    assert (rung, clock.now_ms()) == ([], 0)


def test_jump_moves_to_the_next_alarm_and_says_when_there_is_none(clock):
    clock.at(70, lambda: None)
    assert clock.jump()
    assert clock.now_ms() == 70
    assert not clock.jump()
