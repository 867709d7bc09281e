package io.aeroarrow.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.aeroarrow.rules.ApiJavadoc;
import io.aeroarrow.rules.ApiListing;
import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

/** The data source has one API package, no package cycles, and uses the API of the modules below. */
class SparkArchitectureTest {

    private static final JavaClasses SPARK = ModuleClasses.load();

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.aeroarrow");

    @Test
    void hasOneApiPackage() {
        PackageRules.apiPackagesAre("io.aeroarrow.spark").check(SPARK);
    }

    @Test
    void namesNoInternalTypeInItsApi() {
        PackageRules.apiNamesNoInternalType().check(SPARK);
    }

    @Test
    void listsItsApi() {
        ApiListing.check();
    }

    @Test
    void everyApiTypeAndMethodHasJavadoc() {
        ApiJavadoc.check();
    }

    @Test
    void hasNoPackageCycles() {
        PackageRules.noCycles().check(SPARK);
    }

    @Test
    void keepsInternalsIndependentOfTheApi() {
        noClasses()
                .that()
                .resideInAPackage("io.aeroarrow.spark.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aeroarrow.spark")
                .check(SPARK);
    }

    @Test
    void knowsOnlyTheApiOfTheModulesBelow() {
        DescribedPredicate<JavaClass> internalsOfOthers = resideInAPackage("io.aeroarrow..internal..")
                .and(DescribedPredicate.not(resideInAPackage("io.aeroarrow.spark..")));
        noClasses()
                .that()
                .resideInAPackage("io.aeroarrow.spark..")
                .should()
                .dependOnClassesThat(internalsOfOthers)
                .check(SPARK);
        classes()
                .that()
                .resideInAPackage("io.aeroarrow.spark..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.aeroarrow..",
                        "org.apache.spark..",
                        "org.apache.arrow..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "scala..",
                        "java..")
                .check(SPARK);
    }

    @Test
    void isUnknownToTheModulesBelow() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.aeroarrow.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "io.aeroarrow.spark..")
                .check(ALL);
    }

    @Test
    void findsTheClientIndependentOfTheArrowApi() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(
                        "io.aeroarrow.arrow..", "io.aeroarrow.internal.arrow..", "io.aeroarrow.spark..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.aeroarrow.arrow..", "io.aeroarrow.internal.arrow..")
                .check(ALL);
    }
}
