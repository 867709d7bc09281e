# Tests on other servers, other versions of Spark, and other clients. The root Makefile includes this file.

IMAGE = aerospike/aerospike-server
TAG = 8.1.0.3
SEQUENCES = 10000
SEED = 1
CONFORMANCE = -pl embedded-server,arrow-batch,command-line,spark-tests -am -Dtest='*ConformanceTest'
# The supported versions of Spark, and the ones whose Hadoop runs on JDK 25.
SPARKS = 3.5.9 4.0.4 4.1.3 4.2.0
SPARKS_25 = 4.2.0
SPARK_TESTS = -pl spark-tests -am -Dtest='Spark*Test'
# Reads, writes and row-level operations: what differs most between versions of Spark.
OLDEST_SPARK_TESTS = -pl spark-tests -am -Dtest='SparkRead*Test,SparkTypedReadTest,SparkWrite*Test,SparkSaveMode*Test,SparkDml*Test'

.PHONY: conformance
conformance: ## Run the conformance tests on the server at AEROSPIKE_HOST and AEROSPIKE_PORT
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@$(MAVEN) conformance verify --fail-at-end $(CONFORMANCE)

.PHONY: compare-servers
compare-servers: ## Compare the embedded server with the one at AEROSPIKE_HOST on random requests (SEQUENCES=10000, SEED=1, VERSION=8.1.0.3)
	@test -n "$$AEROSPIKE_HOST" || { echo "set AEROSPIKE_HOST, and AEROSPIKE_PORT if it is not 3000" >&2; exit 2; }
	@$(MAVEN) compare-servers test -pl embedded-server -am -Dtest=ServerComparisonTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Daerospike.compare.sequences=$(SEQUENCES) -Daerospike.compare.seed=$(SEED) $(if $(VERSION),-Daerospike.compare.version=$(VERSION))

.PHONY: test-docker
test-docker: ## Run the conformance tests on a server in a container (IMAGE=aerospike/aerospike-server TAG=8.1.0.3); skipped without Docker
	@env -u AEROSPIKE_HOST $(MAVEN) test-docker verify --fail-at-end $(CONFORMANCE) -Daerospike.image=$(IMAGE):$(TAG)

.PHONY: test-spark-oldest
test-spark-oldest: ## Run the tests of reads, writes and row-level operations on the oldest supported Spark
	@$(MAVEN) spark-oldest verify $(OLDEST_SPARK_TESTS) -Dspark.version=$(firstword $(SPARKS))

.PHONY: test-spark-matrix
test-spark-matrix: ## Run the Spark tests on each supported Spark; also on a JDK 25 if JAVA25_HOME names one
	@for version in $(SPARKS); do \
		echo "Spark $$version"; \
		$(MAVEN) spark-$$version verify $(SPARK_TESTS) -Dspark.version=$$version || exit 1; \
	done
	@test -z "$$JAVA25_HOME" || for version in $(SPARKS_25); do \
		echo "Spark $$version on JDK 25"; \
		$(MAVEN) spark-$$version-jdk25 verify $(SPARK_TESTS) -Dspark.version=$$version \
			-Djvm="$$JAVA25_HOME/bin/java" "-Dsurefire.module.args=-Xmx2g --sun-misc-unsafe-memory-access=allow" || exit 1; \
	done

.PHONY: test-pyspark
test-pyspark: target/pyspark/requirements.txt ## Test the jar with PySpark and with a Spark Connect server
	@AEROARROW_PYSPARK="$(CURDIR)/target/pyspark/bin/python" $(MAVEN) test-pyspark verify -pl spark-tests -am -Dtest=PySparkTest

.PHONY: pyspark
pyspark: target/pyspark/requirements.txt ## Install PySpark in target/pyspark

.PHONY: python-clients
python-clients: target/server.built ## Test the embedded server with aerospike-py and the official Python client
	@python3 -m venv target/python
	@target/python/bin/pip install -q --disable-pip-version-check -r embedded-server/python/requirements.txt
	@target/python/bin/python embedded-server/python/clients.py \
		$(JAVA) -cp "embedded-server/target/classes:$$(cat embedded-server/target/classpath)" io.aeroarrow.embedded.ServerMain --port 0

target/pyspark/requirements.txt: spark-tests/python/requirements.txt
	@echo "Installing PySpark"
	@python3 -m venv target/pyspark
	@target/pyspark/bin/pip install -q --disable-pip-version-check --retries 10 --timeout 60 -r $<
	@touch $@
