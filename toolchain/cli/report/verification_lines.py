"""What verification found, and exactly what it did and did not do."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.outbox.examination import Examination, Recount

_MOST_NAMED = 5


def told(examined: Examination) -> Iterator[str]:
    """Give every discrepancy, then how far verification looked."""
    yield from map(str, examined.found)
    if not examined.lines:
        yield "outbox 还没有账本，没有可以核对的。" if not examined.found else f"发现{len(examined.found)}处不一致。"
        return
    agree = f"发现{len(examined.found)}处不一致。" if examined.found else "没有发现不一致。"
    yield (
        f"核对了{len(examined.files)}个文件的全部字节：与清单比较，清单与账本{examined.lines}行比较；"
        f"另核对存档{examined.kept}份。{agree}"
    )
    recount = examined.recount
    if recount is None:
        yield "没有按存档重算：清单和账本如果连同文件一起被改过，这样核对看不出来。"
        return
    yield from _recomputed(examined, recount)


def _recomputed(examined: Examination, recount: Recount) -> Iterator[str]:
    differing = f"，{len(recount.found)}处不同（见上）" if recount.found else ""
    yield f"用存档的表格重算，{len(recount.equal)}个文件与磁盘上的相同{differing}。"
    if recount.earlier:
        yield f"{len(recount.earlier)}份已印发的文书用印发时的表格、模板重算，与磁盘上的相同。"
    if recount.recorded:
        yield f"已印发的{_named(recount.recorded)}由以前的程序或资料做成，现在的程序不能重算，只有清单和账本证明。"
    proven = recount.equal | recount.earlier | recount.recorded | {item.path for item in recount.found}
    if left := examined.files - proven:
        yield f"没有重算的{len(left)}个（{_named(left)}）：只与清单和账本比较。"


def _named(paths: frozenset[str]) -> str:
    more = f"等{len(paths)}份" if len(paths) > _MOST_NAMED else ""
    return "、".join(sorted(paths)[:_MOST_NAMED]) + more
