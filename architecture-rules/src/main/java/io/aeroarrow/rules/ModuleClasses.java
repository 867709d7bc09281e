package io.aeroarrow.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The compiled main classes of the module whose tests run. */
public final class ModuleClasses {

    /** True for public types in API packages. A package is API if its name has no part {@code internal}. */
    static final DescribedPredicate<JavaClass> API = DescribedPredicate.describe("are API", ModuleClasses::isApi);

    private ModuleClasses() {}

    /** Returns the classes of {@code target/classes}. The working directory is the module's, as Surefire sets it. */
    public static JavaClasses load() {
        return Imported.CLASSES;
    }

    /** Imported once for all rules of a module. */
    private static final class Imported {

        static final JavaClasses CLASSES = read();

        private static JavaClasses read() {
            JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
            if (classes.isEmpty()) {
                throw new IllegalStateException(
                        Path.of("target", "classes").toAbsolutePath() + " has no classes; compile the module first");
            }
            return classes;
        }
    }

    static boolean isInternal(JavaClass type) {
        return ("." + type.getPackageName() + ".").contains(".internal.");
    }

    private static boolean isApi(JavaClass type) {
        if (isInternal(type) || type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible && type.getEnclosingClass().map(ModuleClasses::isApi).orElse(true);
    }
}
