package io.aeroarrow.embedded;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A package is API or has "internal" in its name, and no API signature names an internal type. */
@AnalyzeClasses(packages = "io.aeroarrow.embedded", importOptions = ImportOption.DoNotIncludeTests.class)
class EmbeddedArchitectureTest {
    private static final String ROOT = "io.aeroarrow.embedded";
    private static final String INTERNAL = ROOT + ".internal.";

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.aeroarrow.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule API_PACKAGES_ARE_THESE_FOUR = classes()
            .that()
            .resideOutsideOfPackage(INTERNAL + ".")
            .should()
            .resideInAnyPackage(ROOT, ROOT + ".fault", ROOT + ".junit", ROOT + ".observe");

    @ArchTest
    static final ArchRule INTERNALS_DO_NOT_KNOW_THE_SERVER = noClasses()
            .that()
            .resideInAPackage(INTERNAL + ".")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".junit");

    @ArchTest
    static final ArchRule API_SIGNATURES_NAME_NO_INTERNAL_TYPE =
            classes().that(describe("are API", EmbeddedArchitectureTest::isApi)).should(nameNoInternalType());

    @ArchTest
    static final ArchRule THE_SERVER_SHARES_NO_CODE_WITH_THE_CLIENT = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "are another module's",
                    type -> type.getPackageName().startsWith("io.aeroarrow.")
                            && !(type.getPackageName() + ".").startsWith(ROOT + ".")));

    private static boolean isApi(JavaClass type) {
        boolean visible = isVisible(type.getModifiers());
        return visible
                && !type.getPackageName().startsWith(INTERNAL)
                && type.getEnclosingClass().map(EmbeddedArchitectureTest::isApi).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> nameNoInternalType() {
        return new ArchCondition<>("name no internal type in a signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaType> supertypes =
                        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
                Stream<JavaType> bounds =
                        type.getTypeParameters().stream().flatMap(parameter -> parameter.getUpperBounds().stream());
                report(type.getName(), Stream.concat(supertypes, bounds), events);
                type.getMembers().stream()
                        .filter(member -> isVisible(member.getModifiers()))
                        .forEach(member -> report(member.getFullName(), typesOf(member), events));
            }
        };
    }

    private static void report(String where, Stream<? extends JavaType> named, ConditionEvents events) {
        String leaked = named.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .filter(name -> name.startsWith(INTERNAL))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!leaked.isEmpty()) {
            events.add(SimpleConditionEvent.violated(where, where + " names " + leaked));
        }
    }

    private static Stream<? extends JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            return Stream.of(
                            code.getParameterTypes().stream(),
                            Stream.of(code.getReturnType()),
                            code.getExceptionTypes().stream(),
                            code.getTypeParameters().stream().flatMap(parameter -> parameter.getUpperBounds().stream()))
                    .flatMap(types -> types);
        }
        return ((com.tngtech.archunit.core.domain.JavaField) member).getType().getAllInvolvedRawTypes().stream();
    }
}
