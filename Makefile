# Everyday targets. Required: a JDK 17, Maven and Python 3; Maven downloads everything else.

JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
MAVEN = python3 scripts/maven.py
# Modules whose tests start no Spark.
WITHOUT_SPARK = -pl '!spark-tests,!demo,!bench-spark,!notebooks'
# The test classes of a module run in three JVMs: many of them wait. These are too short for C2: without it, they need less CPU time.
TEST_JVMS = -DforkCount=3 -Dtest.jvm.args=-XX:TieredStopAtLevel=1
PIP_OF_NOTEBOOKS = target/notebooks-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60
PIP_OF_PYTHON = target/python-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60
PYTHON_SOURCES := $(shell find python/pyproject.toml python/src/aeroarrow -name '*.py*' -type f 2>/dev/null)
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List all targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'
	@echo; echo "Other servers and other versions of Spark:"
	@grep -hE '^[a-z-]+:.*## ' scripts/compatibility.mk | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.PHONY: demo
demo: target/demo.built ## Load real data into a server and read it through Spark and Arrow (AEROSPIKE_HOST, AEROSPIKE_PORT select a server)
	@$(JAVA) -cp "demo/target/classes:$$(cat demo/target/classpath)" io.aeroarrow.demo.Demo notebooks/data

.PHONY: server
server: target/server.built ## Run an in-memory server on 127.0.0.1:3000 (SERVER_ARGS="--port 3100 --nodes 3", or --help)
	@$(JAVA) -cp "embedded-server/target/classes:$$(cat embedded-server/target/classpath)" io.aeroarrow.embedded.ServerMain $(SERVER_ARGS)

.PHONY: serve
serve: ## Run a Flight SQL server on 127.0.0.1:31337 with an in-memory server and the demo's data (SERVE_ARGS="--hosts db1")
	@./aeroarrow serve $(or $(SERVE_ARGS),--demo notebooks/data)

# The script builds the Flight server if a source is newer.
.PHONY: serve-built
serve-built:
	@./aeroarrow serve --help >/dev/null

# The image needs only these jars.
.PHONY: image-context
image-context: serve-built
	@rm -rf target/image && mkdir -p target/image/lib
	@tr ':' '\n' < flight-server/target/classpath | xargs -I{} cp {} target/image/lib
	@cp flight-server/target/aeroarrow-flight-server-*.jar target/image/lib

.PHONY: image
image: image-context ## Build a container image of the Flight server (IMAGE_TAG, default aeroarrow-serve), with Docker
	@docker build -f flight-server/Dockerfile -t $(or $(IMAGE_TAG),aeroarrow-serve) target/image

.PHONY: check
check: ## Check the format, compile with static analysis, and run the tests that need no running Spark
	@$(MAVEN) check -T2 $(TEST_JVMS) spotless:check test $(WITHOUT_SPARK)

.PHONY: test
test: ## Check the format, build everything and run all tests
	@mkdir -p target && touch target/test.started
	@$(MAVEN) test $(TEST_JVMS) spotless:check verify
	@# The demo, the server and the notebooks use what this build made.
	@touch -r target/test.started target/demo.built target/server.built target/notebooks.built

.PHONY: soak
soak: ## Run mixed operations under random faults for ten minutes (SOAK=PT1M, SOAK_SEED=1)
	@$(MAVEN) soak test -pl arrow-batch -am -Dtest=SoakTest -Daeroarrow.soak=$(or $(SOAK),PT10M) \
		$(if $(SOAK_SEED),-Daeroarrow.soak.seed=$(SOAK_SEED)) -Dorg.slf4j.simpleLogger.log.io.aeroarrow.arrow.soak=info

.PHONY: api
api: ## Write the listings of the public API, api.txt in each module
	@$(MAVEN) api test -Dtest='*ArchitectureTest' -Daeroarrow.docs.write=true $(WITHOUT_SPARK)

.PHONY: fmt
fmt: ## Format all sources
	@$(MAVEN) fmt spotless:apply

.PHONY: jar
jar: ## Build the jar for Spark in spark-datasource/target
	@$(MAVEN) jar package -Dmaven.test.skip=true -pl spark-datasource -am
	@ls spark-datasource/target/aeroarrow-spark-datasource-*.jar | grep -v original-

.PHONY: install
install: ## Install the jars and the BOM in the local Maven repository, without tests, Javadoc and SBOM
	@$(MAVEN) install install -Dmaven.test.skip=true -pl bom,command-line,spark-datasource -am

.PHONY: notebooks
notebooks: serve-built target/notebooks.built target/notebooks-env/wheel.installed ## Run the notebooks without a browser (SAVE=1 keeps the outputs)
	@target/notebooks-env/bin/python notebooks/run.py $(if $(SAVE),--save)

.PHONY: jupyter
jupyter: serve-built target/notebooks.built target/notebooks-env/wheel.installed target/notebooks-env/requirements-jupyter.txt ## Open the notebooks in JupyterLab
	@cd notebooks && SPARK_CONF_DIR="$(CURDIR)/notebooks/conf" JJAVA_JVM_OPTS=--add-opens=java.base/java.nio=ALL-UNNAMED \
		PYSPARK_PYTHON="$(CURDIR)/target/notebooks-env/bin/python" SPARK_LOCAL_IP=127.0.0.1 \
		../target/notebooks-env/bin/jupyter lab $(JUPYTER_ARGS)

.PHONY: snippets
snippets: target/notebooks.built target/notebooks-env/requirements.txt target/python-env/wheel.installed ## Run the code of the documentation
	@target/notebooks-env/bin/python notebooks/docs_snippets.py

.PHONY: wheel
wheel: target/wheel.built ## Build the Python package in target/wheel
	@ls target/wheel/*.whl

.PHONY: python-test
python-test: target/python-env/wheel.installed ## Test the Python package (AEROSPIKE_HOST selects a server; PYTEST_ARGS)
	@cd python && ../target/python-env/bin/python -m pytest $(PYTEST_ARGS)

.PHONY: python-api
python-api: target/python-env/requirements-test.txt ## Write docs/python-api.md from the docstrings of the Python package
	@target/python-env/bin/python scripts/python_api.py

.PHONY: flight-test
flight-test: target/flight-env/requirements-test.txt ## Test the Flight server with Python clients (AEROARROW_FLIGHT selects a server; PYTEST_ARGS)
	@target/flight-env/bin/python -m pytest flight-server/src/test/python $(PYTEST_ARGS)

.PHONY: site
site: target/site-env/requirements.txt ## Build the documentation site in target/site and check its links
	@target/site-env/bin/python scripts/site.py

RELEASE = target/release
.PHONY: release-dry-run
release-dry-run: ## Build and check a release in target/release, as Maven Central requires it, without signatures
	@rm -rf $(RELEASE)
	@$(MAVEN) release deploy -Prelease -Dmaven.test.skip=true -Dmaven.install.skip=true \
		-DaltDeploymentRepository=dry-run::file://$(CURDIR)/$(RELEASE)
	@python3 scripts/release_check.py $(RELEASE)

.PHONY: examples
examples: release-dry-run ## Build notebooks/examples against the artifacts of release-dry-run
	@python3 scripts/examples.py $(RELEASE)

.PHONY: clean
clean: ## Delete everything that was built
	@$(MAVEN) clean clean
	@rm -rf target

# The benchmarks have a Makefile of their own. Variables reach it from the command line and the environment.
.PHONY: benchmarks
benchmarks: ## List the benchmark targets; they run from here too
	@$(MAKE) --no-print-directory -C bench help

BENCHMARK_TARGETS = run-benchmark run-benchmark-report compare-benchmarks render-benchmarks bench-python python-benchmark flight-benchmark \
	decoding-comparison tls-comparison write-comparison jmh
.PHONY: $(BENCHMARK_TARGETS)
$(BENCHMARK_TARGETS):
	@$(MAKE) --no-print-directory -C bench $@

# Stamps: Make builds these again when a source is newer.

target/demo.built: $(SOURCES)
	@$(MAVEN) demo-build package -Dmaven.test.skip=true -pl demo -am
	@touch $@

target/server.built: $(SOURCES)
	@$(MAVEN) server-build package -Dmaven.test.skip=true -pl embedded-server -am
	@touch $@

target/notebooks.built: $(SOURCES)
	@$(MAVEN) notebooks-build package -Dmaven.test.skip=true -pl notebooks -am
	@touch $@

target/wheel.built: $(SOURCES) $(PYTHON_SOURCES)
	@$(MAVEN) wheel package -Dmaven.test.skip=true -pl python -am
	@mkdir -p python/src/aeroarrow/jars && cp python/target/wheel/aeroarrow.jar python/src/aeroarrow/jars/
	@test -x target/python-env/bin/python || python3 -m venv target/python-env
	@rm -rf target/wheel && target/python-env/bin/pip wheel -q --disable-pip-version-check --retries 10 --timeout 60 \
		--no-deps -w target/wheel ./python
	@touch $@

target/python-env/%: python/%
	@echo "Installing the Python packages of the tests"
	@test -x target/python-env/bin/python || python3 -m venv target/python-env
	@$(PIP_OF_PYTHON) -r python/$* 'jpype1>=1.5.2' 'pyarrow>=15'
	@touch $@

target/python-env/wheel.installed: target/wheel.built target/python-env/requirements-test.txt
	@$(PIP_OF_PYTHON) --force-reinstall --no-deps target/wheel/*.whl
	@touch $@

target/notebooks-env/wheel.installed: target/wheel.built target/notebooks-env/requirements.txt
	@$(PIP_OF_NOTEBOOKS) --force-reinstall --no-deps target/wheel/*.whl
	@touch $@

target/flight-env/%: flight-server/%
	@echo "Installing the Python clients of the Flight server"
	@test -x target/flight-env/bin/python || python3 -m venv target/flight-env
	@target/flight-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60 -r $<
	@touch $@

target/notebooks-env/%: notebooks/%
	@echo "Installing the Python packages of the notebooks"
	@python3 -m venv target/notebooks-env
	@$(PIP_OF_NOTEBOOKS) -r notebooks/$*
	@touch $@

target/site-env/requirements.txt: docs/requirements.txt
	@echo "Installing the Python packages of the site"
	@python3 -m venv target/site-env
	@target/site-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60 -r $<
	@touch $@

include scripts/compatibility.mk
