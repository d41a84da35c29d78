"""The whole example on a disk that fails: faults and kills at the file calls of a real publication."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.outbox.faults import count_of, kill, refuse, state_of
from toolchain.cycle.pipeline import deliver, judge_all, produce
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.outbox.output import Input, Output
from toolchain.outbox.paths import STAGE
from toolchain.outbox.publication import publish_run
from toolchain.outbox.transaction import recover
from toolchain.outbox.verification import verify
from toolchain.outbox.write_failure import OutboxFault

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(os.name != "posix", reason="kills child processes with POSIX signals"),
]

Produced = tuple[dict[str, tuple[Output, ...]], tuple[Input, ...]]


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def produced(intake: Intake, toolbox: Resources) -> Produced:
    folders = produce(judge_all(intake, toolbox), toolbox)
    [cycle] = [folder for folder in folders if folder != "收件情况"]
    return folders, tuple(Input(name, data, cycle) for name, data in sorted(intake.held.items()))


def publish(outbox: Path, produced: Produced) -> None:
    publish_run(outbox, *produced)


def earlier(outbox: Path, produced: Produced) -> None:
    """Publish a state from which the whole example differs in every way: fewer, other and further files."""
    folders, inputs = produced
    changed = {
        folder: tuple(
            output if number % 3 else Output(output.path + ("" if number % 2 else ".旧"), b"before", output.sources)
            for number, output in enumerate(outputs)
        )
        for folder, outputs in folders.items()
    }
    publish_run(outbox, changed, inputs[1:])


@pytest.mark.parametrize(
    "fail",
    [
        pytest.param(kill, id="终止"),
        pytest.param(partial(kill, half=True), id="写到一半终止"),
        pytest.param(partial(refuse, code=errno.ENOSPC), id="磁盘已满"),
        pytest.param(partial(refuse, code=errno.EIO), id="读写出错"),
        pytest.param(partial(refuse, code=errno.EACCES), id="没有权限"),
    ],
)
def test_old_or_new_at_every_call(tmp_path: Path, produced: Produced, fail: Callable[..., object]) -> None:
    earlier(tmp_path / "first", produced)
    old = state_of(tmp_path / "first")
    shutil.copytree(tmp_path / "first", tmp_path / "whole")
    calls = count_of(partial(publish, tmp_path / "whole", produced))
    new = state_of(tmp_path / "whole")
    assert old != new
    assert calls > 400
    chance = random.Random(calls)
    for number in range(1, calls + 1):
        outbox = tmp_path / "try"
        shutil.rmtree(outbox, ignore_errors=True)
        shutil.copytree(tmp_path / "first", outbox)
        try:
            fail(partial(publish, outbox, produced), number)
        except OutboxFault as fault:
            words = str(fault)
            assert "\n" not in words
        recover(outbox)
        assert state_of(outbox) in (old, new), number
        if chance.random() < 1 / 20:
            publish(outbox, produced)
            assert state_of(outbox) == new, number
            assert not (outbox / STAGE).exists()
            assert verify(outbox) == ()


def test_the_command_itself(intake: Intake, toolbox: Resources, tmp_path: Path) -> None:
    """The run that staff start: twice the same is once, and nothing but results, records and the log lies there."""
    project = toolbox.project
    elsewhere = Resources.load(type(project)(project.root, project.inbox, tmp_path / "outbox"))
    outcome = judge_all(intake, elsewhere)
    assert deliver(outcome, elsewhere).written > 100
    assert deliver(outcome, elsewhere).written == 0
    assert verify(tmp_path / "outbox") == ()
