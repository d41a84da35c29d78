# 区长质量奖评审办工具。单独运行 make 列出全部命令。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m toolchain
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
BUNDLE := build/离线包
# 离线包适用的电脑：Windows、Linux、macOS，Python 3.11 至 3.14。
PLATFORMS := win_amd64 manylinux_2_28_x86_64 manylinux_2_28_aarch64 macosx_11_0_x86_64 macosx_11_0_arm64
VERSIONS := 3.11 3.12 3.13 3.14
# 表格有问题（1）、写法不对（2）、模板有误（3）、文书被手改过（4）由程序自己说明，不算 make 失败；写 STRICT=1 则照失败处理。
ENDS := $(if $(STRICT),,|| [ $$? -le 4 ])
export PYTHONUTF8 := 1
unexport PYTHONDONTWRITEBYTECODE # what Python and the templates were compiled to is kept for the next run

.DEFAULT_GOAL := help
.PHONY: help cycle check blanks new explain plan remind verify sign demo articles draw verify-draw letters districts statistics preview archive pack compare receive \
	test quick coverage mutants dev lint format guide audit bench lock bundle clean

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 14

# 评审办：只装运行所需；维护人员：另装检查和测试工具。
$(VENV)/ready: requirements.lock
	@$(PYTHON) -m toolchain.set_up
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock pyproject.toml
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

cycle: $(VENV)/ready ## 处理 inbox 里的表格，结果放进 outbox
	@$(RUN) cycle $(ENDS)

check: $(VENV)/ready ## 只核对表格，不产出文书
	@$(RUN) check $(ENDS)

blanks: $(VENV)/ready ## 制作空白表（可写 CYCLE=2026届）
	@$(RUN) blanks $(if $(CYCLE),--cycle "$(CYCLE)") $(ENDS)

new: $(VENV)/ready ## 开始新的一届：make new CYCLE=2026届（可写 FROM=评审公告日期）；新的地区：make new RULES=地区名（可写 LIKE=相近的办法）
	@$(RUN) new $(if $(RULES),--rules "$(RULES)","$(CYCLE)") $(if $(LIKE),--like "$(LIKE)") $(if $(FROM),--from $(FROM)) $(ENDS)

explain: $(VENV)/ready ## 说明一家单位（或专家、委员、文书、证书）的全部认定：make explain WHO=名称
	@$(RUN) explain "$(WHO)" $(ENDS)

plan: $(VENV)/ready ## 排出一届的日程：make plan FROM=2026-03-02（或 TO=授奖公告日期）
	@$(RUN) plan $(if $(FROM),--from $(FROM)) $(if $(TO),--to $(TO)) $(ENDS)

remind: $(VENV)/ready ## 列出将要到期的事项：make remind AS_OF=2026-11-24
	@$(RUN) remind $(if $(AS_OF),--as-of "$(AS_OF)") $(ENDS)

draw: $(VENV)/ready ## 演练评审员抽取：make draw SEED=24位数字
	@$(RUN) draw --seed "$(SEED)" $(ENDS)

verify-draw: $(VENV)/ready ## 复算已完成的抽取
	@$(RUN) verify-draw $(ENDS)

verify: $(VENV)/ready ## 核对 outbox 的每一个字节与收件、账本一致（可写 HEAD=编号或数据摘要，SIGNERS=公钥文件）
	@$(RUN) verify $(if $(HEAD),--head "$(HEAD)") $(if $(SIGNERS),--signers "$(SIGNERS)") $(ENDS)

sign: $(VENV)/ready ## 写出账本编号，放在 outbox 之外；签名写 KEY=私钥文件
	@$(RUN) sign $(if $(KEY),--key "$(KEY)") $(ENDS)

letters: $(VENV)/ready ## 按名册成批制作文书：make letters SHEET=名册.xlsx
	@$(RUN) letters "$(SHEET)" $(if $(REST),--rest) $(ENDS)

districts: $(VENV)/ready ## 一次处理许多地区：make districts FOLDER=各区
	@$(RUN) districts "$(FOLDER)" $(ENDS)

statistics: $(VENV)/ready ## 各地区历年的统计（先运行 districts）：make statistics FOLDER=各区
	@$(BIN)/python -c "import polars" 2> /dev/null || $(BIN)/python -m toolchain.set_up statistics
	@$(RUN) statistics "$(FOLDER)" $(ENDS)

preview: $(VENV)/ready ## 把文书转成PDF和一览图（需要 LibreOffice）
	@$(RUN) preview $(ENDS)

archive: $(VENV)/ready ## 把已印发的文书做成归档包：make archive CYCLE=2026届
	@$(RUN) archive "$(CYCLE)" $(ENDS)

pack: $(VENV)/ready ## 把要发出去的分好：每家一个文件夹和压缩包，清单、日历、短信（可写 CYCLE=2026届）
	@$(RUN) pack $(if $(CYCLE),--cycle "$(CYCLE)") $(ENDS)

compare: $(VENV)/ready ## 逐格比较同一份表格的两个版本：make compare OLD=先前的.xlsx NEW=后来的.xlsx
	@$(RUN) compare "$(OLD)" "$(NEW)" $(ENDS)

receive: $(VENV)/ready ## 把表格放进收件箱，换下原来的一份：make receive FILE=表格.xlsx
	@$(RUN) receive "$(FILE)" $(ENDS)

demo: $(VENV)/ready ## 重新制作示例届次；移走用 make demo DROP=1
	@$(RUN) demo $(if $(DROP),--drop) $(ENDS)

articles: $(VENV)/ready ## 条款与代码、数字、栏目、文书、测试的对照
	@$(RUN) articles $(ENDS)

test: $(VENV)/ready-dev ## 维护：运行测试（整届反复运行的另由 .ci/run 运行）
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder # the last files are short ones

quick: $(VENV)/ready-dev ## 维护：一分钟内的检查：格式、类型、改动附近的测试（可写 SINCE=提交）
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . && $(BIN)/mypy
	@$(BIN)/python -m tests.near $(SINCE)

coverage: $(VENV)/ready-dev ## 维护：条款模块的分支有多少由条款和情景的测试走到
	@$(BIN)/python -m coverage run --source=toolchain.regulation -m pytest -q -m "not (render or stress or windows)" tests/regulation tests/scenarios tests/chronology tests/districts
	@$(BIN)/python -m coverage report --skip-covered --fail-under=98

mutants: $(VENV)/ready-dev ## 维护：条款模块逐处改错，看测试能否发现（约二十分钟）
	@$(BIN)/python -m tests.mutation

lint: $(VENV)/ready ## 改了模板、措辞、数字以后核对（维护环境另查代码和类型）
	@if [ -x $(BIN)/mypy ]; then $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy; fi
	@$(RUN) lint $(ENDS)

dev: $(VENV)/ready-dev ## 维护：另装检查和测试工具

format: $(VENV)/ready-dev ## 维护：整理代码格式，把版面母版套到全部模板
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(RUN) format

guide: $(VENV)/ready ## 维护：重新生成手册中的各页
	@$(RUN) guide

audit: $(VENV)/ready ## 维护：锁定的软件包有没有已知漏洞（要网络），重写许可清单
	@$(RUN) audit

bench: $(VENV)/ready-dev ## 维护：与同类工具比较速度
	@$(BIN)/python -m benchmarks

lock: ## 维护：重新登记各个组件的版本和摘要（要新版本的写 UPGRADE=1）
	@$(PYTHON) -m venv build/uv && build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@set -- pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(if $(UPGRADE),--upgrade); \
		build/uv/bin/uv "$$@" -o requirements.lock && \
		build/uv/bin/uv "$$@" --extra dev --extra browser -c requirements.lock -o requirements-dev.lock && \
		for extra in statistics pdfa; do \
			build/uv/bin/uv "$$@" --extra $$extra -c requirements-dev.lock -o requirements-$$extra.lock || exit 1; \
		done

bundle: $(VENV)/ready ## 维护：制作离线包，Windows、Linux、macOS 通用（只要一种的写 PLATFORMS=win_amd64，带统计组件的写 EXTRAS=statistics）
	@rm -rf $(BUNDLE) && mkdir -p $(BUNDLE)/wheels
	@git archive HEAD | tar -x -C $(BUNDLE)
	@for platform in $(PLATFORMS); do for version in $(VERSIONS); do \
		for lock in requirements.lock $(EXTRAS:%=requirements-%.lock); do \
			$(BIN)/python -m pip download --quiet --disable-pip-version-check -d $(BUNDLE)/wheels --require-hashes -r $$lock \
				--platform $$platform --python-version $$version --only-binary=:all: || exit 1; \
	done; done; done
	@echo 离线包在 $(BUNDLE)

.DEFAULT:
	@echo 没有“$@”这个命令。单独运行 make 列出全部命令。 >&2$(if $(STRICT),; exit 2)

clean: ## 维护：删除虚拟环境和缓存（不动 inbox 和 outbox）
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
