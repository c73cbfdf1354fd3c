# `make demo` answers the question for the sample logs; `make test` is what has to pass.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
export SWIFT
# Swift's own libraries are linked in, so that the program runs where there is no toolchain. Empty, it is the debug build.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath
PROGRAM = "$$($(SWIFT) build $(RELEASE) --show-bin-path)/retrace"
# What `retrace --version` tells; empty where this is no clone.
COMMIT = $(shell git describe --always --abbrev=12 --exclude='*' --dirty=-modified 2>/dev/null)
PREFIX ?= /usr/local
DESTDIR ?=
# The compiler's backtracer can hang a crashed test; a crash should fail and end.
export SWIFT_BACKTRACE ?= enable=no

# Accounts in the logs of `make bench`; an account has about ten lines.
BENCH_ACCOUNTS ?= 1000000
BENCH_RUNS ?= 5
KILLS ?= 200

# What `make micro` does with its thresholds: check or update.
MICRO ?= check

# Share of 140 million accounts in `make large`, which needs 46 GB of disk at 1.
SCALE ?= 0.1

# A folder with outside corpora; `scripts/corpora` says which, and where each comes from.
CORPORA ?= corpora

# Which of the tests on a Spark cluster; all of them when empty.
SPARK_TESTS ?=

# Executions of each fuzz target, and seconds for it; 0: no such limit.
FUZZ_RUNS ?= 10000000
FUZZ_SECONDS ?= 0

.PHONY: help deps test-deps build demo test lint format bench large clean install tarball deb test-deb docs spark-deps test-spark
.PHONY: test-spark-debug sanitize kill-test corpora fuzz faults instructions micro

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the Debian packages that are missing
	@scripts/install-dependencies

build: deps ## build the program for use: .build/release/retrace
	RETRACE_COMMIT=$(COMMIT) $(SWIFT) build $(RELEASE) --product retrace

demo: build ## count the people in sample-logs/small, and compare with what is expected
	@scripts/demo $(PROGRAM)

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
	scripts/corpora $(PROGRAM) "$(CORPORA)"

fuzz: deps ## fuzz what reads bytes of strangers, and the files that people write by hand: FUZZ_RUNS=10000000 FUZZ_SECONDS=0
	scripts/fuzz $(FUZZ_RUNS) $(FUZZ_SECONDS)

spark-deps: ## install Java 17 and PySpark, if they are missing
	@scripts/install-dependencies --spark
	@$(MAKE) --no-print-directory Integrations/spark/.venv/installed

test-spark: build spark-deps ## compare a Spark cluster on this machine with one process: about six minutes
	Integrations/spark/.venv/bin/python Integrations/spark/test_spark.py \
		--retrace $(PROGRAM) $(SPARK_TESTS)

test-spark-debug: spark-deps ## the same with the debug build that `make test` has made: SPARK_TESTS=SparkTests.test_tidy
	Integrations/spark/.venv/bin/python Integrations/spark/test_spark.py \
		--retrace "$$($(SWIFT) build --show-bin-path)/retrace" $(SPARK_TESTS)

lint: ## check the style, change nothing
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## put the sources into the house style
	$(SWIFT) format format --in-place --parallel --recursive Sources Tests Package.swift

bench: build Benchmarks/.venv/installed ## time it beside DuckDB, chDB, Polars and zstd: BENCH_ACCOUNTS=1000000 BENCH_RUNS=5
	Benchmarks/side-by-side --retrace $(PROGRAM) \
		--accounts $(BENCH_ACCOUNTS) --runs $(BENCH_RUNS)

large: build ## replay 140 million accounts times SCALE=0.1 in 8 GiB, and check the counts
	Benchmarks/large --retrace $(PROGRAM) --scale $(SCALE)

instructions: build ## count instructions a line, stage by stage, against thresholds: needs valgrind
	Benchmarks/instructions --retrace $(PROGRAM)

# 4: all is as the thresholds have it, or better.
micro: deps ## time stages as ratios of decompression, against thresholds: MICRO=check or update
	RETRACE_MICRO=1 $(SWIFT) package --scratch-path .build/micro --allow-writing-to-package-directory benchmark \
		thresholds $(MICRO) --target RetraceMicro --path Benchmarks/micro/Thresholds --no-progress || [ $$? -eq 4 ]

Integrations/spark/.venv/installed: Integrations/spark/requirements-test.txt Integrations/spark/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --requirement $<
	touch $@

Benchmarks/.venv/installed: Benchmarks/peers/requirements.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --requirement $<
	touch $@

faults: test-deps ## let every call of small runs fail, one after the other
	EVERY_FAULT=1 $(SWIFT) test --filter FaultTests

kill-test: build test-deps ## kill runs at 200 seeded moments, go on, compare bytes: KILLS=200
	scripts/kill-test $(PROGRAM) $(KILLS)

clean: ## remove everything built
	rm -rf .build .build-address .build-thread Benchmarks/.venv Integrations/spark/.venv

install: build ## install under PREFIX (default /usr/local), with man pages and completions
	scripts/install-files $(PROGRAM) "$(DESTDIR)$(PREFIX)"

tarball: build ## pack the program, man pages and completions: .build/packages/retrace-*.tar.gz
	scripts/release-tarball $(PROGRAM) .build/packages

deb: build ## make a Debian package, and have lintian check it: .build/packages/retrace_*.deb
	@scripts/install-dependencies --package
	scripts/debian-package $(PROGRAM) .build/packages

test-deb: deb ## install the package in a fresh Debian, and replay the sample logs there: needs root and a mirror
	@scripts/install-dependencies --package
	scripts/test-package "$$(ls -t .build/packages/*.deb | head -n 1)"

docs: ## make a site of the documents, with the toolchain's DocC: .build/site
	scripts/documentation-site .build/site
