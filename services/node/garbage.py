"""Looking for garbage, in processes that handle domain events by the thousand."""

import gc

COLLECT_AFTER = (50_000, 20, 100)
"""Objects, and collections of the younger generation, after which Python looks for garbage.

A batch makes some 20,000 objects that go by themselves. With Python's own 700 a tenth of the time
went into looking at them, and at everything that was imported (docs/performance.md).
"""


def look_for_garbage_less_often() -> None:
    """Leave what the process was made of alone, and wait for whole batches."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
