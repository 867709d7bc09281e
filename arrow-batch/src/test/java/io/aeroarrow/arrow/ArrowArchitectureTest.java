package io.aeroarrow.arrow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.aeroarrow.rules.ApiJavadoc;
import io.aeroarrow.rules.ApiListing;
import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

class ArrowArchitectureTest {

    private static final JavaClasses CLASSES = ModuleClasses.load();

    @Test
    void packagesHaveNoCycles() {
        PackageRules.noCycles().check(CLASSES);
    }

    @Test
    void everyOtherPackageIsInternal() {
        PackageRules.apiPackagesAre(
                        "io.aeroarrow.arrow",
                        "io.aeroarrow.arrow.schema",
                        "io.aeroarrow.arrow.read",
                        "io.aeroarrow.arrow.write")
                .check(CLASSES);
    }

    @Test
    void theApiNamesNoInternalType() {
        PackageRules.apiNamesNoInternalType().check(CLASSES);
    }

    @Test
    void theApiIsListed() {
        ApiListing.check();
    }

    @Test
    void theApiHasJavadoc() {
        ApiJavadoc.check();
    }

    /** Decoding depends neither on the readers nor on the API above them. */
    @Test
    void decodingDependsOnSchemasOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.aeroarrow.internal.arrow.decode..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.aeroarrow.arrow",
                        "io.aeroarrow.arrow.read",
                        "io.aeroarrow.arrow.write",
                        "io.aeroarrow.client..",
                        "io.aeroarrow.internal.arrow.read",
                        "io.aeroarrow.internal.arrow.write",
                        "io.aeroarrow.internal.net..")
                .check(CLASSES);
    }
}
