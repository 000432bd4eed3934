def trampoline(
    fd: int,
    read: bool | None = None,
    write: bool | None = None,
    timeout: float | None = None,
    timeout_exc: type[BaseException] = ...,
) -> None: ...
def use_hub(mod: str | None = None) -> None: ...
