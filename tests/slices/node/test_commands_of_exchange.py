"""Commands about what nodes exchange, where no broker answers."""

from __future__ import annotations

import pytest

from services.node import cli
from services.node.network import Network


@pytest.mark.parametrize(
    "command",
    [("match", "send"), ("referral", "slip", "0122b2e7-4d60-7963-8ad1-0f97c5e3b418")],
    ids=" ".join,
)
def test_without_a_broker_a_command_says_so_at_once(
    network: Network, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--home", str(network.partners[0].home)])

    told = capsys.readouterr().err
    assert end.value.code == 1
    assert "Broker 127.0.0.1:1 nie odpowiada" in told
    assert told.count("\n") == 1
