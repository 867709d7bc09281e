# The front door. Needs a JDK 17, Maven and Python 3; everything else comes through Maven.

JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
IMAGE = aerospike/aerospike-server
TAG = 8.1.0.3
CONFORMANCE = -pl embedded-server,arrow-batch,command-line,spark-tests -am -Dtest='*ConformanceTest' -Dsurefire.failIfNoSpecifiedTests=false
# Those that are supported, and those of them whose Hadoop runs on JDK 25.
SPARKS = 3.5.9 4.0.4 4.1.3 4.2.0
SPARKS_25 = 4.2.0
SPARK_TESTS = -pl spark-tests -am -Dtest='Spark*Test' -Dsurefire.failIfNoSpecifiedTests=false
PIP_OF_NOTEBOOKS = target/notebooks-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.PHONY: demo
demo: target/demo.built ## Load real data into a server, read it through Spark and Arrow (AEROSPIKE_HOST, AEROSPIKE_PORT: use that one)
	@$(JAVA) -cp "demo/target/classes:$$(cat demo/target/classpath)" io.aeroarrow.demo.Demo notebooks/data

target/demo.built: $(SOURCES)
	@python3 scripts/maven.py demo-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl demo -am
	@touch $@

.PHONY: server
server: target/server.built ## Run a server in memory on 127.0.0.1:3000 (SERVER_ARGS="--port 3100 --nodes 3", or --help)
	@$(JAVA) -cp "embedded-server/target/classes:$$(cat embedded-server/target/classpath)" io.aeroarrow.embedded.ServerMain $(SERVER_ARGS)

target/server.built: $(SOURCES)
	@python3 scripts/maven.py server-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl embedded-server
	@touch $@

target/notebooks.built: $(SOURCES)
	@python3 scripts/maven.py notebooks-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl notebooks -am
	@touch $@

target/notebooks-env/%: notebooks/%
	@echo "Python packages of the notebooks, the first time"
	@python3 -m venv target/notebooks-env
	@$(PIP_OF_NOTEBOOKS) -r notebooks/$*
	@touch $@

.PHONY: notebooks
notebooks: target/notebooks.built target/notebooks-env/requirements.txt ## Execute the notebooks, headless (SAVE=1 keeps the outputs)
	@target/notebooks-env/bin/python notebooks/run.py $(if $(SAVE),--save)

.PHONY: snippets
snippets: target/notebooks.built target/notebooks-env/requirements.txt ## Run the Python, SQL, Scala and shell that the documentation shows
	@target/notebooks-env/bin/python notebooks/docs_snippets.py

.PHONY: jupyter
jupyter: target/notebooks.built target/notebooks-env/requirements.txt target/notebooks-env/requirements-jupyter.txt ## Open the notebooks in JupyterLab
	@cd notebooks && SPARK_CONF_DIR="$(CURDIR)/notebooks/conf" JJAVA_JVM_OPTS=--add-opens=java.base/java.nio=ALL-UNNAMED \
		PYSPARK_PYTHON="$(CURDIR)/target/notebooks-env/bin/python" SPARK_LOCAL_IP=127.0.0.1 \
		../target/notebooks-env/bin/jupyter lab $(JUPYTER_ARGS)

target/site-env/requirements.txt: docs/requirements.txt
	@echo "Python packages of the site, the first time"
	@python3 -m venv target/site-env
	@target/site-env/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60 -r $<
	@touch $@

.PHONY: site
site: target/site-env/requirements.txt ## Make a site of the documentation in target/site; its links are checked
	@target/site-env/bin/python scripts/site.py

.PHONY: python-clients
python-clients: target/server.built ## Use the embedded server by aerospike-py and the official Python client
	@python3 -m venv target/python
	@target/python/bin/pip install -q --disable-pip-version-check -r embedded-server/python/requirements.txt
	@target/python/bin/python embedded-server/python/clients.py \
		$(JAVA) -cp "embedded-server/target/classes:$$(cat embedded-server/target/classpath)" io.aeroarrow.embedded.ServerMain --port 0

.PHONY: test
test: ## Build everything, check it and run all tests
	@mkdir -p target && touch target/test.started
	@python3 scripts/maven.py test verify
	@# What is built need not be built again.
	@touch -r target/test.started target/demo.built target/server.built target/notebooks.built

RELEASE = target/release
.PHONY: release-dry-run
release-dry-run: ## Make all that Maven Central asks for, except for signatures, in target/release
	@rm -rf $(RELEASE)
	@python3 scripts/maven.py release deploy -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.install.skip=true \
		-DaltDeploymentRepository=dry-run::file://$(CURDIR)/$(RELEASE)
	@python3 scripts/release_check.py $(RELEASE)

.PHONY: examples
examples: release-dry-run ## Build notebooks/examples against the artifacts of release-dry-run
	@python3 scripts/examples.py $(RELEASE)

.PHONY: test-spark-matrix
test-spark-matrix: ## Run the tests of the data source on each Spark; on a JDK 25 as well, if JAVA25_HOME names one
	@for version in $(SPARKS); do \
		echo "Spark $$version"; \
		python3 scripts/maven.py spark-$$version verify $(SPARK_TESTS) -Dspark.version=$$version || exit 1; \
	done
	@test -z "$$JAVA25_HOME" || for version in $(SPARKS_25); do \
		echo "Spark $$version on JDK 25"; \
		python3 scripts/maven.py spark-$$version-jdk25 verify $(SPARK_TESTS) -Dspark.version=$$version \
			-Djvm="$$JAVA25_HOME/bin/java" "-Dsurefire.module.args=-Xmx2g --sun-misc-unsafe-memory-access=allow" || exit 1; \
	done

.PHONY: test-pyspark
test-pyspark: ## Use the jar from PySpark, and through a Spark Connect server
	@python3 -m venv target/pyspark
	@target/pyspark/bin/pip install -q --disable-pip-version-check -r spark-tests/python/requirements.txt
	@AEROARROW_PYSPARK="$(CURDIR)/target/pyspark/bin/python" python3 scripts/maven.py test-pyspark verify \
		-pl spark-tests -am -Dtest=PySparkTest -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: conformance
conformance: ## Run the conformance suite on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@python3 scripts/maven.py conformance verify $(CONFORMANCE)

.PHONY: test-docker
test-docker: ## Run the conformance suite on a server in a container (IMAGE=aerospike/aerospike-server TAG=8.1.0.3); skipped without Docker
	@env -u AEROSPIKE_HOST python3 scripts/maven.py test-docker verify $(CONFORMANCE) -Daerospike.image=$(IMAGE):$(TAG)

# How much is measured; AEROSPIKE_HOST and AEROSPIKE_PORT name the server, else the embedded one runs.
BENCH_COUNT ?= 5000
BENCH_ROUNDS ?= 20
BENCH_CONCURRENCY ?= 50
BENCH_BATCH_GROUPS ?= 10
# Of the analytics; 0 for 1,000,000, and 200,000 on the embedded server.
BENCH_RECORDS ?= 0
# BENCH_GROWTH=10000,100000,1000000,10000000 goes on to ten million.
BENCH_GROWTH ?=
BENCH_REPORT ?= bench/reports/$(if $(AEROSPIKE_HOST),server,embedded)
BENCH_SECTIONS ?= operations,analytics,batches,readers,growth,spark
BENCH_JAVA = $(JAVA) -Xms3g -Xmx3g --add-opens=java.base/java.nio=ALL-UNNAMED -Djava.awt.headless=true \
	-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "bench/target/classes:$$(cat bench/target/classpath)"
BENCHMARK = $(BENCH_JAVA) io.aeroarrow.bench.Benchmark --count $(BENCH_COUNT) --rounds $(BENCH_ROUNDS) \
	--concurrency $(BENCH_CONCURRENCY) --batch-groups $(BENCH_BATCH_GROUPS) --records $(BENCH_RECORDS) \
	$(if $(BENCH_GROWTH),--growth $(BENCH_GROWTH)) --python target/bench-python/bin/python

.PHONY: run-benchmark
run-benchmark: target/bench.built ## Put, get, batch_get and scan beside other clients (BENCH_COUNT, BENCH_ROUNDS, BENCH_CONCURRENCY, BENCH_BATCH_GROUPS)
	@$(BENCHMARK) --sections operations

.PHONY: run-benchmark-report
run-benchmark-report: target/bench.built target/bench-spark.built ## The same, analytics, growth and Spark, as a report with charts in bench/reports (see docs/benchmarks.md)
	@$(BENCHMARK) --sections $(BENCH_SECTIONS) --report $(BENCH_REPORT) --spark-classpath bench-spark/target/classpath \
		--command "$(if $(AEROSPIKE_HOST),AEROSPIKE_HOST=$(AEROSPIKE_HOST) AEROSPIKE_PORT=$(AEROSPIKE_PORT) )make run-benchmark-report $(MAKEOVERRIDES)"

.PHONY: compare-benchmarks
compare-benchmarks: target/bench.built ## Tell what moved between two reports (OLD=a/report.json NEW=b/report.json)
	@$(BENCH_JAVA) io.aeroarrow.bench.Benchmark compare $(OLD) $(NEW)

.PHONY: render-benchmarks
render-benchmarks: target/bench.built ## Write a report's Markdown and charts again, of the figures it has (REPORT=bench/reports/server/report.json)
	@$(BENCH_JAVA) io.aeroarrow.bench.Benchmark render $(REPORT)

.PHONY: bench-python
bench-python: ## Make the virtual environment of the Python clients that the benchmarks use if it is there
	@python3 -m venv target/bench-python
	@target/bench-python/bin/pip install -q --disable-pip-version-check -r bench/python/requirements.txt

target/bench.built: $(SOURCES)
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@touch $@

target/bench-spark.built: $(SOURCES)
	@python3 scripts/maven.py bench-spark-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench-spark -am
	@touch $@ target/bench.built

.PHONY: decoding-comparison
decoding-comparison: target/bench.built ## Scan and look up 7 bins beside a drain and the official client, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.decoding.MemoryComparison 15
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.decoding.DecodingComparison 1000000 15

.PHONY: jmh
jmh: target/bench.built ## Decode captured frames in memory, straight and by row objects (JMH; JMH_ARGS="-p bins=all -f 3" narrows it)
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" org.openjdk.jmh.Main -prof gc $(JMH_ARGS)

.PHONY: write-comparison
write-comparison: target/bench.built ## Write 1,000,000 records beside the official client, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.WriteComparison 1000000 7

.PHONY: fmt
fmt: ## Format all sources
	@python3 scripts/maven.py fmt spotless:apply

.PHONY: clean
clean: ## Remove what was built
	@python3 scripts/maven.py clean clean
	@rm -rf target
