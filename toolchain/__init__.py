"""区长质量奖评审办的批处理工具链：工作簿进，决定与文书出。"""

from __future__ import annotations

__version__ = "0.1.0"
