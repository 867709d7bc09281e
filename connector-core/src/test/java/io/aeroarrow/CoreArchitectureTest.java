package io.aeroarrow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.aeroarrow.rules.ApiJavadoc;
import io.aeroarrow.rules.ApiListing;
import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

/** Dependencies point one way; Netty's channels and raw memory each have one place; the API is listed in api.txt. */
class CoreArchitectureTest {

    private static final JavaClasses CLASSES = ModuleClasses.load();

    /** API packages that hold values only, and what their classes share. */
    private static final String[] VALUES = {
        "io.aeroarrow.model",
        "io.aeroarrow.operation",
        "io.aeroarrow.query",
        "io.aeroarrow.filter",
        "io.aeroarrow.policy",
        "io.aeroarrow.error",
        "io.aeroarrow.admin",
        "io.aeroarrow.metrics",
        "io.aeroarrow.internal.api",
        "io.aeroarrow.internal.error"
    };

    /** Encoders and decoders of bytes. */
    private static final String[] PROTOCOL = {
        "io.aeroarrow.internal.bytes",
        "io.aeroarrow.internal.value",
        "io.aeroarrow.internal.digest",
        "io.aeroarrow.internal.filter",
        "io.aeroarrow.internal.message",
        "io.aeroarrow.internal.request",
        "io.aeroarrow.internal.answer",
        "io.aeroarrow.internal.info"
    };

    private static final String[] OPERATIONS = {
        "io.aeroarrow.internal.scan",
        "io.aeroarrow.internal.batch",
        "io.aeroarrow.internal.record",
        "io.aeroarrow.internal.admin",
        "io.aeroarrow.internal.client"
    };

    @Test
    void dependenciesPointOneWay() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.aeroarrow..")
                .layer("values")
                .definedBy(VALUES)
                .layer("protocol")
                .definedBy(PROTOCOL)
                .layer("net")
                .definedBy("io.aeroarrow.internal.net..")
                .layer("cluster")
                .definedBy("io.aeroarrow.internal.cluster")
                .layer("operations")
                .definedBy(OPERATIONS)
                .layer("client")
                .definedBy("io.aeroarrow.client")
                .layer("micrometer")
                .definedBy("io.aeroarrow.metrics.micrometer")
                .whereLayer("values")
                .mayNotAccessAnyLayer()
                .whereLayer("protocol")
                .mayOnlyAccessLayers("values")
                .whereLayer("net")
                .mayOnlyAccessLayers("values", "protocol")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("values", "protocol", "net")
                .whereLayer("operations")
                .mayOnlyAccessLayers("values", "protocol", "net", "cluster")
                .whereLayer("client")
                .mayOnlyAccessLayers("values", "protocol", "cluster", "operations")
                .whereLayer("micrometer")
                .mayOnlyAccessLayers("values", "client")
                .ensureAllClassesAreContainedInArchitecture());
    }

    @Test
    void packagesHaveNoCycles() {
        check(PackageRules.noCycles());
    }

    @Test
    void everyOtherPackageIsInternal() {
        check(PackageRules.apiPackagesAre(
                "io.aeroarrow.client",
                "io.aeroarrow.model",
                "io.aeroarrow.operation",
                "io.aeroarrow.query",
                "io.aeroarrow.filter",
                "io.aeroarrow.policy",
                "io.aeroarrow.error",
                "io.aeroarrow.admin",
                "io.aeroarrow.metrics",
                "io.aeroarrow.metrics.micrometer"));
    }

    @Test
    void theApiNamesNoInternalType() {
        check(PackageRules.apiNamesNoInternalType());
    }

    @Test
    void theApiIsListed() {
        ApiListing.check();
    }

    @Test
    void theApiHasJavadoc() {
        ApiJavadoc.check();
    }

    /** Micrometer is an optional dependency. */
    @Test
    void onlyItsPackageUsesMicrometer() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.aeroarrow.metrics.micrometer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer.."));
    }

    @Test
    void onlyNetUsesNettyChannels() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.aeroarrow.internal.net..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..")));
    }

    @Test
    void theCoreDoesNotUseArrow() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.arrow.."));
    }

    @Test
    void onlyRawMemoryUsesUnsafe() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.aeroarrow.internal.bytes.RawMemory")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("sun.misc.Unsafe"));
    }

    /** The embedded server shares no code with the client, so that one cannot hide the other's mistakes. */
    @Test
    void onlyTestsUseTheEmbeddedServer() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("io.aeroarrow.embedded.."));
    }

    @Test
    void valuesUseNoLibrary() {
        check(noClasses()
                .that()
                .resideInAnyPackage(VALUES)
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty..", "org.slf4j..")));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
