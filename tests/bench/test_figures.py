import pytest

from tests.bench.results import Results, Wanted
from tests.bench.watching import Rate, TooSlow, watch

THOUSAND = Rate(events=100_000, seconds=100.0)


def test_ratios_compare_rates_and_not_numbers_of_events() -> None:
    results = Results()

    results.rates["pipeline"] = THOUSAND
    results.rates["stock nameko"] = Rate(events=20_000, seconds=40.0)
    results.rates["raw client"] = Rate(events=100_000, seconds=10.0)

    assert results.figures()["pipeline"] == {
        "events_per_second": 1000.0,
        "times_stock_nameko": 2.0,
        "share_of_raw_client": 0.1,
    }


def test_a_stage_that_was_not_measured_has_no_figure() -> None:
    results = Results()

    results.rates["raw client"] = results.rates["relay"] = THOUSAND
    results.others["latency"] = {"p50_ms": 90.0}

    assert results.figures() == {
        "relay": {"events_per_second": 1000.0},
        "latency": {"p50_ms": 90.0},
    }


def test_of_what_is_wanted_some_is_a_least_and_some_a_most() -> None:
    rate, milliseconds = Wanted(6000), Wanted(150, is_most=True)

    assert [rate.is_met_by(each) for each in (5999, 6000)] == [False, True]
    assert [milliseconds.is_met_by(each) for each in (150, 151)] == [True, False]


def test_processor_time_is_told_by_event() -> None:
    rate = Rate(events=1000, seconds=1.0, processor_seconds={"node": 0.05})

    assert rate.processor_us == {"node": 50.0}


def test_what_had_begun_before_the_clock_is_not_counted() -> None:
    looks = iter([0, 250])

    rate = watch(
        1000,
        begun=lambda: next(looks),
        done=lambda: 1000,
        processes={},
        servers={},
        limit=10.0,
    )

    assert rate.events == 750


def test_a_stage_that_does_not_end_has_no_rate() -> None:
    with pytest.raises(TooSlow, match="7 of 1000"):
        watch(1000, begun=lambda: 1, done=lambda: 7, processes={}, servers={}, limit=0.05)
