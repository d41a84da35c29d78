"""What the ledger was at a certain day, in a file outside the outbox, signed with a key of the office by OpenSSH.

``ssh-keygen -Y sign`` and ``-Y verify`` are part of Windows, macOS and every Linux; no library is needed. A signature
proves what the ledger said when it was made, to whoever has the public key from somewhere else than this folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.outbox import durable_files, ledger
from toolchain.outbox.paths import LEDGER

_PURPOSE = "outbox-ledger"
_NOTE = re.compile(r"outbox 账本\n行数 ([1-9][0-9]*)\n编号 ([0-9a-f]{64})\n")
_KEY = re.compile(r"SHA256:\S+")
_SECONDS = 60


class SignatureFault(Exception):  # noqa: N818 - it says what stands in the way, for people
    """Nothing can be signed; the message says why and what to do."""


class Checked(Value):
    """What a file beside the outbox says of the ledger: the sentence, and whether it contradicts."""

    told: str
    wrong: bool


def sign(outbox: Path, folder: Path, key: Path | None) -> tuple[str, ...]:
    """Write number and hash of the ledger's last line into a folder outside the outbox; sign the file with a key.

    Raises:
        SignatureFault: there is no sound ledger, or the key cannot sign.
        OSError: the file cannot be written.
    """
    noted = note(outbox)
    if noted is None:
        raise SignatureFault("outbox 没有完好的账本，没有可以签名的；请先运行 make cycle，再运行 make verify")
    path, data = folder / noted[0], noted[1]
    signature = None if key is None else _signed(data, key)
    folder.mkdir(parents=True, exist_ok=True)
    durable_files.write(path, (data,), durable_files.SECRET_FILE)
    if signature is None:
        return (
            f"{path} 已写好，没有签名（写明私钥的才签名：make sign KEY=私钥文件）。",
            "请复制到 outbox 之外的地方。",
        )
    durable_files.write(_beside(path), (signature,), durable_files.SECRET_FILE)
    return (f"{path} 已写好并签名。", "请连同 .sig 复制到 outbox 之外的地方；公钥另外公布。")


def note(outbox: Path) -> tuple[str, bytes] | None:
    """Give name and content of a file that says what the ledger is now; None where there is no sound one."""
    known = ledger.load(durable_files.bytes_of(outbox / LEDGER) or b"")
    if known.fault or not known.lines:
        return None
    line = known.lines[-1]
    text = f"outbox 账本\n行数 {line.number}\n编号 {line.hash}\n"
    return f"账本第{line.number}行-{line.hash[:8]}.txt", text.encode()


def checked(outbox: Path, folder: Path, signers: Path | None) -> tuple[Checked, ...]:
    """Hold every such file of a folder against the ledger, and its signature against the public keys."""
    lines = ledger.load(durable_files.bytes_of(outbox / LEDGER) or b"").lines
    hashes = {line.number: line.hash for line in lines}
    return tuple(_one(path, hashes, signers) for path in sorted(folder.glob("账本第*.txt")))


def _one(path: Path, hashes: dict[int, str], signers: Path | None) -> Checked:
    data = durable_files.bytes_of(path) or b""
    note = _NOTE.fullmatch(data.decode("utf-8", "replace"))
    if note is None:
        return Checked(f"{path.name}：不是程序写下的样子。", wrong=True)
    number, noted = int(note[1]), note[2]
    by, wrong = _signature(path, data, signers)
    if hashes.get(number) != noted:
        return Checked(f"{path.name}（{by}）：账本里没有这一行，账本被截短、替换、重写或者退回过。", wrong=True)
    return Checked(f"{path.name}（{by}）：账本第{number}行与它相同。", wrong)


def _signature(path: Path, data: bytes, signers: Path | None) -> tuple[str, bool]:
    """Say by whom a file is signed, and whether the signature is none of theirs."""
    signature = _beside(path)
    if not signature.is_file():
        return "没有签名", False
    if shutil.which("ssh-keygen") is None:
        return "有签名，电脑上没有 ssh-keygen，没有核对签名", False
    if signers is None:
        found = _ssh(["-Y", "check-novalidate", "-n", _PURPOSE, "-s", str(signature)], data)
        key = _KEY.search(found.stdout.decode("utf-8", "replace"))
        if found.returncode or key is None:
            return "签名不符", True
        return f"签名完好，公钥指纹{key[0]}，请与公布的对照，或者写 SIGNERS=公钥文件", False
    name = _ssh(["-Y", "find-principals", "-s", str(signature), "-f", str(signers)], data).stdout.decode().strip()
    way = ["-Y", "verify", "-f", str(signers), "-I", name, "-n", _PURPOSE, "-s", str(signature)]
    if not name or _ssh(way, data).returncode:
        return "签名不符，或者不是公钥文件里的密钥签的", True
    return f"{name}签名，核对相符", False


def _signed(data: bytes, key: Path) -> bytes:
    if shutil.which("ssh-keygen") is None:
        raise SignatureFault("电脑上没有 ssh-keygen（OpenSSH），不能签名；不写私钥就只写编号")
    if not key.is_file():
        raise SignatureFault(f"没有私钥文件{key}；没有密钥的，先运行 ssh-keygen -t ed25519 -f 文件名")
    done = _ssh(["-Y", "sign", "-q", "-f", str(key), "-n", _PURPOSE], data)
    if done.returncode or not done.stdout:
        raise SignatureFault(f"{key}不能用来签名：不是 ssh-keygen 生成的私钥，或者口令不对")
    return done.stdout


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".sig")


def _ssh(arguments: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [shutil.which("ssh-keygen") or "ssh-keygen", *arguments]
    return subprocess.run(  # noqa: S603 - the program was found on the path, the files are the caller's
        command, input=data, capture_output=True, check=False, timeout=_SECONDS
    )
