package io.aeroarrow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way; Netty's channels, Arrow and raw memory each have one place. */
@AnalyzeClasses(packages = "io.aeroarrow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.aeroarrow..")
            .layer("model")
            .definedBy("io.aeroarrow.model..")
            .layer("protocol")
            .definedBy("io.aeroarrow.protocol..")
            .layer("vector")
            .definedBy("io.aeroarrow.vector..")
            .layer("net")
            .definedBy("io.aeroarrow.net..")
            .layer("cluster")
            .definedBy("io.aeroarrow.cluster..")
            .layer("client")
            .definedBy("io.aeroarrow.client..")
            .layer("metrics")
            .definedBy("io.aeroarrow.metrics..")
            .ignoreDependency(resideInAPackage("io.aeroarrow.embedded.."), resideInAPackage("io.aeroarrow.embedded.."))
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("protocol")
            .mayOnlyAccessLayers("model")
            .whereLayer("vector")
            .mayOnlyAccessLayers("model", "protocol")
            .whereLayer("net")
            .mayOnlyAccessLayers("model", "protocol")
            .whereLayer("cluster")
            .mayOnlyAccessLayers("model", "protocol", "net")
            .whereLayer("client")
            .mayOnlyAccessLayers("model", "protocol", "net", "cluster")
            .whereLayer("metrics")
            .mayOnlyAccessLayers("model", "client");

    /** It is optional: who does not have it must not meet it. */
    @ArchTest
    static final ArchRule MICROMETER_ONLY_IN_METRICS = noClasses()
            .that()
            .resideOutsideOfPackage("io.aeroarrow.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.aeroarrow.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CHANNELS_ONLY_IN_NET = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.aeroarrow.model..",
                    "io.aeroarrow.protocol..",
                    "io.aeroarrow.vector..",
                    "io.aeroarrow.cluster..",
                    "io.aeroarrow.client..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler.."));

    @ArchTest
    static final ArchRule ARROW_ONLY_IN_VECTOR = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.aeroarrow.model..",
                    "io.aeroarrow.protocol..",
                    "io.aeroarrow.net..",
                    "io.aeroarrow.cluster..",
                    "io.aeroarrow.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.arrow..");

    @ArchTest
    static final ArchRule UNSAFE_ONLY_IN_RAW_MEMORY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.aeroarrow.internal.bytes.RawMemory")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("sun.misc.Unsafe");

    /** The server shares no code with the client, so that one cannot hide the other's mistake. */
    @ArchTest
    static final ArchRule THE_EMBEDDED_SERVER_IS_FOR_TESTS = noClasses()
            .that()
            .resideOutsideOfPackage("io.aeroarrow.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aeroarrow.embedded..");

    @ArchTest
    static final ArchRule MODEL_KNOWS_NO_LIBRARY = noClasses()
            .that()
            .resideInAPackage("io.aeroarrow.model..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.netty..", "org.apache.arrow..", "org.slf4j.."));
}
