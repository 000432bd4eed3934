from types import TracebackType
from typing import Self

class Timeout(BaseException):
    seconds: float | None
    def __init__(
        self, seconds: float | None = None, exception: BaseException | bool | None = None
    ) -> None: ...
    def cancel(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> bool | None: ...
