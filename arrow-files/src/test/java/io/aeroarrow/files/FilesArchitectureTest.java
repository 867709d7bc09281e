package io.aeroarrow.files;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the module's packages: a package is public API or internal, and packages have no cycles. */
@AnalyzeClasses(packages = "io.aeroarrow.files", importOptions = ImportOption.DoNotIncludeTests.class)
class FilesArchitectureTest {

    private static final Set<String> API = Set.of("io.aeroarrow.files", "io.aeroarrow.files.format");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.aeroarrow.(**)").should().beFreeOfCycles();

    @ArchTest
    static void everyPackageIsApiOrInternal(JavaClasses classes) {
        Set<String> packages = new TreeSet<>();
        classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !isInternal(name))
                .forEach(packages::add);
        assertThat(packages).containsExactlyInAnyOrderElementsOf(API);
    }

    @ArchTest
    static void apiSignaturesNameNoInternalType(JavaClasses classes) {
        assertThat(classes.stream().filter(FilesArchitectureTest::isApi).flatMap(FilesArchitectureTest::signatureTypes))
                .isNotEmpty()
                .noneMatch(FilesArchitectureTest::isInternal);
    }

    private static boolean isApi(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC) && API.contains(type.getPackageName());
    }

    private static boolean isInternal(String name) {
        return name.contains(".internal");
    }

    /** The names of all types in the supertypes and in the public and protected members of a class. */
    private static Stream<String> signatureTypes(JavaClass type) {
        Stream<JavaClass> supertypes =
                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .map(JavaField::getType)
                .flatMap(found -> found.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> members = type.getCodeUnits().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .flatMap(FilesArchitectureTest::memberTypes);
        return Stream.of(supertypes, fields, members).flatMap(found -> found).map(JavaClass::getName);
    }

    private static Stream<JavaClass> memberTypes(JavaCodeUnit member) {
        return Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream())
                .flatMap(found -> found.getAllInvolvedRawTypes().stream());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
