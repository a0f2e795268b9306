# Every door for developers. `make` alone lists them. ARGS goes to the command behind a door: make demo ARGS="--port 9000"
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup demo dev tools test check fmt messages lock pictures bench drill

help:
	@echo "Cánh Tay"
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10 | sed 's/^/  make /'

setup: ## cài những gì cần để chạy · set up what the product needs to run
	@$(PYTHON) tools/setup.py run

demo: setup ## một phường mẫu tại http://localhost:8000 · a believable ward to look at
	@$(BIN)/canhtay demo $(ARGS)

tools: # not listed: what tests need, too
	@$(PYTHON) tools/setup.py dev

test: tools ## mọi bài kiểm tra, có đếm giờ · the whole suite against its time budget
	@$(BIN)/python tools/stages.py $(ARGS)

check: tools ## chỉ kiểm tra mã, không chạy thử · only what reads the code: lint, types, imports, house rules
	@$(BIN)/python tools/stages.py --only check

dev: tools ## máy chủ gỡ lỗi, tự nạp lại · server with DEBUG that reloads, and a worker for jobs
	@CANHTAY_DEBUG=1 $(BIN)/canhtay serve --prepare-only
	@CANHTAY_DEBUG=1 $(BIN)/canhtay work & worker=$$!; trap "kill $$worker" EXIT; \
	CANHTAY_DEBUG=1 $(BIN)/python manage.py runserver $(ARGS)

fmt: tools ## định dạng mã · format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

messages: tools ## gom câu cần dịch, biên dịch · collect sentences to translate, compile
	@$(BIN)/python tools/messages.py extract
	@$(BIN)/python tools/messages.py compile

lock: tools ## khoá lại phiên bản sau khi sửa *.in · pin versions again after a change of *.in
	@for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate $$name.in -o $$name.lock || exit 1; done
	@! grep -n '://' requirements.lock requirements-dev.lock

pictures: tools ## chụp lại các trang mẫu vào docs/pictures · take the reference pages anew
	@$(BIN)/python -m tools.pictures

bench: tools ## đo tốc độ · measure speed
	@$(BIN)/python bench/run.py $(ARGS)

drill: tools ## tập sự cố: giết máy làm việc nền nhiều lần · kill workers of background jobs, ten times over
	@for round in 1 2 3 4 5 6 7 8 9 10; do echo "drill $$round/10"; \
	  $(BIN)/python -m pytest -q -k "kill or outlives" canhtay/core/jobs || exit 1; done
