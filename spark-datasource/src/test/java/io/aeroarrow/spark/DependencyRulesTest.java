package io.aeroarrow.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.aeroarrow", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {

    @ArchTest
    static final ArchRule SPARK_KNOWS_THE_CORE_BY_ITS_FACES_ALONE = classes()
            .that()
            .resideInAPackage("io.aeroarrow.spark..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.aeroarrow.spark..",
                    "io.aeroarrow.arrow",
                    "io.aeroarrow.client",
                    "io.aeroarrow.model",
                    "org.apache.spark..",
                    "org.apache.arrow..",
                    "org.jspecify..",
                    "scala..",
                    "java..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_KNOWS_SPARK = noClasses()
            .that()
            .resideOutsideOfPackage("io.aeroarrow.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "io.aeroarrow.spark..");

    @ArchTest
    static final ArchRule THE_CORE_DOES_NOT_KNOW_THE_ARROW_API = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.aeroarrow.model",
                    "io.aeroarrow.protocol",
                    "io.aeroarrow.vector",
                    "io.aeroarrow.net",
                    "io.aeroarrow.cluster",
                    "io.aeroarrow.client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aeroarrow.arrow..");
}
