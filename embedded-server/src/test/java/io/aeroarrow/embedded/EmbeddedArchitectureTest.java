package io.aeroarrow.embedded;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.aeroarrow.rules.ApiJavadoc;
import io.aeroarrow.rules.ApiListing;
import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

class EmbeddedArchitectureTest {

    private static final String ROOT = "io.aeroarrow.embedded";
    private static final JavaClasses CLASSES = ModuleClasses.load();

    @Test
    void packagesHaveNoCycles() {
        PackageRules.noCycles().check(CLASSES);
    }

    @Test
    void everyOtherPackageIsInternal() {
        PackageRules.apiPackagesAre(ROOT, ROOT + ".fault", ROOT + ".junit", ROOT + ".observe")
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
    void everyApiTypeAndMethodHasJavadoc() {
        ApiJavadoc.check();
    }

    @Test
    void internalsDoNotKnowTheServer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".junit")
                .check(CLASSES);
    }

    /** Shared code could hide one side's mistake from the other. */
    @Test
    void theServerSharesNoCodeWithTheClient() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are another module's",
                        type -> type.getPackageName().startsWith("io.aeroarrow.")
                                && !(type.getPackageName() + ".").startsWith(ROOT + ".")))
                .check(CLASSES);
    }
}
