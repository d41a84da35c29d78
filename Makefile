# 区长质量奖评审办工具。单独运行 make 列出全部命令。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m toolchain
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help cycle check blanks new explain demo test lint types format clean preview

help: ## 列出全部命令
	@echo "评审办常用："
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 12

# 评审办：只装运行所需；维护人员：另装检查和测试工具。
$(VENV)/ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

cycle: $(VENV)/ready ## 处理 inbox 里的表格，结果放进 outbox
	@$(RUN) cycle

check: $(VENV)/ready ## 只核对表格，不产出文书
	@$(RUN) check

blanks: $(VENV)/ready ## 制作空白表（可写 CYCLE=2026届）
	@$(RUN) blanks $(if $(CYCLE),--cycle "$(CYCLE)")

new: $(VENV)/ready ## 开始新的一届：make new CYCLE=2026届
	@$(RUN) new "$(CYCLE)"

explain: $(VENV)/ready ## 说明一家单位的全部认定：make explain WHO=单位名称
	@$(RUN) explain "$(WHO)"

demo: $(VENV)/ready ## 重新制作示例届次；移走用 make demo DROP=1
	@$(RUN) demo $(if $(DROP),--drop)

test: $(VENV)/ready-dev ## 维护：运行全部测试
	@$(BIN)/python -m pytest

lint: $(VENV)/ready-dev ## 维护：代码、类型、模板检查
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/ready-dev ## 维护：整理代码格式
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## 维护：删除虚拟环境和缓存（不动 inbox 和 outbox）
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
