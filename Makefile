# The front door. Needs a JDK 17, Maven and Python 3; everything else comes through Maven.

JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
IMAGE = aerospike/aerospike-server
TAG = 8.1.0.3
CONFORMANCE = -pl embedded-server,arrow-batch,command-line -am -Dtest='*ConformanceTest' -Dsurefire.failIfNoSpecifiedTests=false
# Those that are supported, and those of them whose Hadoop runs on JDK 25.
SPARKS = 3.5.9 4.0.4 4.1.3 4.2.0
SPARKS_25 = 4.2.0
SPARK_TESTS = -pl spark-tests -am -Dtest='Spark*Test,PushDownTest,LookupJoinTest' -Dsurefire.failIfNoSpecifiedTests=false
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

.PHONY: python-clients
python-clients: target/server.built ## Use the embedded server by aerospike-py and the official Python client
	@python3 -m venv target/python
	@target/python/bin/pip install -q --disable-pip-version-check -r embedded-server/python/requirements.txt
	@target/python/bin/python embedded-server/python/clients.py \
		$(JAVA) -cp "embedded-server/target/classes:$$(cat embedded-server/target/classpath)" io.aeroarrow.embedded.ServerMain --port 0

.PHONY: test
test: ## Build everything, check it and run all tests
	@python3 scripts/maven.py test verify

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

.PHONY: scan-comparison
scan-comparison: ## Scan 1,000,000 records beside the official client, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.ScanComparison 1000000 9

.PHONY: decoding-comparison
decoding-comparison: ## Scan and look up 7 bins beside a drain and the official client, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.decoding.MemoryComparison 15
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.decoding.DecodingComparison 1000000 15

.PHONY: jmh
jmh: ## Decode captured frames in memory, straight and by row objects (JMH; JMH_ARGS="-p bins=all -f 3" narrows it)
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" org.openjdk.jmh.Main -prof gc $(JMH_ARGS)

.PHONY: operations-comparison
operations-comparison: ## Put and get beside the official client, blocking and as futures, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.operations.OperationsComparison 20000 9

.PHONY: write-comparison
write-comparison: ## Write 1,000,000 records beside the official client, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@python3 scripts/maven.py bench-build package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
	@$(JAVA) -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-cp "bench/target/classes:$$(cat bench/target/classpath)" io.aeroarrow.bench.WriteComparison 1000000 7

.PHONY: fmt
fmt: ## Format all sources
	@python3 scripts/maven.py fmt spotless:apply

.PHONY: clean
clean: ## Remove what was built
	@python3 scripts/maven.py clean clean
	@rm -rf target
