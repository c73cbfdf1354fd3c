# `make demo` answers the question for the sample logs; `make test` is what has to pass.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# The compiler's backtracer can hang a crashed test; a crash should fail and end.
export SWIFT_BACKTRACE ?= enable=no

# Accounts in the logs of `make bench`; an account has about ten lines.
BENCH_ACCOUNTS ?= 1000000
BENCH_RUNS ?= 5
KILLS ?= 200

# Share of 140 million accounts in `make large`, which needs 46 GB of disk at 1.
SCALE ?= 0.1

# A folder with outside corpora; `scripts/corpora` says which, and where each comes from.
CORPORA ?= corpora

# Executions of each fuzz target, and seconds for it; 0: no such limit.
FUZZ_RUNS ?= 10000000
FUZZ_SECONDS ?= 0

.PHONY: help deps test-deps build demo test lint format bench large clean install test-spark sanitize kill-test corpora fuzz instructions

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the Debian packages that are missing
	@scripts/install-dependencies

build: deps ## build the program for use: .build/release/retrace
	$(SWIFT) build -c release --product retrace

demo: build ## count the people in sample-logs/small, and compare with what is expected
	@scripts/demo "$$($(SWIFT) build -c release --show-bin-path)/retrace"

test-deps: ## install the Debian packages that are missing, those of the tests too
	@scripts/install-dependencies --test

test: test-deps lint ## lint, build without warnings, run every test
	scripts/build-without-warnings --product retrace
	scripts/build-without-warnings --build-tests
	$(SWIFT) test --skip-build

sanitize: test-deps ## run every test under AddressSanitizer and under ThreadSanitizer
	scripts/sanitize address
	scripts/sanitize thread

corpora: build ## replay what others collected to break parsers: CORPORA=corpora
	scripts/corpora "$$($(SWIFT) build -c release --show-bin-path)/retrace" "$(CORPORA)"

fuzz: deps ## fuzz what reads bytes of strangers, and the files that people write by hand: FUZZ_RUNS=10000000 FUZZ_SECONDS=0
	scripts/fuzz $(FUZZ_RUNS) $(FUZZ_SECONDS)

test-spark: build Integrations/spark/.venv/installed ## compare a Spark cluster on this machine with one process: needs Java 17
	Integrations/spark/.venv/bin/python Integrations/spark/test_spark.py \
		--retrace "$$($(SWIFT) build -c release --show-bin-path)/retrace"

lint: ## check the style, change nothing
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## put the sources into the house style
	$(SWIFT) format format --in-place --parallel --recursive Sources Tests Package.swift

bench: build Benchmarks/.venv/installed ## time it beside DuckDB, chDB, Polars and zstd: BENCH_ACCOUNTS=1000000 BENCH_RUNS=5
	Benchmarks/side-by-side --retrace "$$($(SWIFT) build -c release --show-bin-path)/retrace" \
		--accounts $(BENCH_ACCOUNTS) --runs $(BENCH_RUNS)

large: build ## replay 140 million accounts times SCALE=0.1 in 8 GiB, and check the counts
	Benchmarks/large --retrace "$$($(SWIFT) build -c release --show-bin-path)/retrace" --scale $(SCALE)

instructions: build ## count instructions a line, stage by stage, against thresholds: needs valgrind
	Benchmarks/instructions --retrace "$$($(SWIFT) build -c release --show-bin-path)/retrace"

Integrations/spark/.venv/installed: Integrations/spark/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --requirement $<
	touch $@

Benchmarks/.venv/installed: Benchmarks/peers/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --requirement $<
	touch $@

kill-test: build ## kill runs at 200 seeded moments, go on, compare bytes: KILLS=200
	scripts/kill-test "$$($(SWIFT) build -c release --show-bin-path)/retrace" $(KILLS)

clean: ## remove everything built
	rm -rf .build .build-address .build-thread Benchmarks/.venv Integrations/spark/.venv

install: build ## install under PREFIX (default /usr/local)
	install -D -m 0755 "$$($(SWIFT) build -c release --show-bin-path)/retrace" "$(DESTDIR)$(PREFIX)/bin/retrace"
	install -d "$(DESTDIR)$(PREFIX)/share/doc/retrace/docs"
	install -m 0644 LICENSE NOTICE README.md "$(DESTDIR)$(PREFIX)/share/doc/retrace/"
	install -m 0644 docs/*.md "$(DESTDIR)$(PREFIX)/share/doc/retrace/docs/"
