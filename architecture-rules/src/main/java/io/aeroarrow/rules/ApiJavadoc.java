package io.aeroarrow.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds public types, constructors and methods of API packages without Javadoc. An overriding method and the compact
 * constructor of a record need none. Javac's doclint checks what the Javadoc says; this class needs only a parser.
 */
public final class ApiJavadoc {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Trees trees;
    private final CompilationUnitTree unit;
    private final List<String> missing;

    private ApiJavadoc(Trees trees, CompilationUnitTree unit, List<String> missing) {
        this.trees = trees;
        this.unit = unit;
        this.missing = missing;
    }

    /**
     * Checks the main sources of the module whose tests run.
     *
     * @throws AssertionError if an API type, constructor or method has no Javadoc; the message lists each one
     */
    public static void check() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new AssertionError(missing.size() + " types and methods of the API have no Javadoc; add it:\n"
                    + String.join("\n", missing));
        }
    }

    private static List<String> missing() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(ApiJavadoc::isInApiPackage).sorted().toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new ApiJavadoc(trees, unit, missing).visitUnit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(SOURCES.toAbsolutePath() + " cannot be read", e);
        }
        return missing;
    }

    private static boolean isInApiPackage(Path file) {
        boolean internal =
                Stream.iterate(file, path -> path != null, Path::getParent).anyMatch(path -> path.endsWith("internal"));
        String name = file.getFileName().toString();
        return !internal && name.endsWith(".java") && !name.equals("package-info.java");
    }

    private void visitUnit() {
        TreePath root = new TreePath(unit);
        for (Tree declaration : unit.getTypeDecls()) {
            if (declaration instanceof ClassTree type) {
                visit(type, new TreePath(root, type), false);
            }
        }
    }

    private void visit(ClassTree type, TreePath path, boolean inInterface) {
        if (!isVisible(type.getModifiers(), inInterface)) {
            return;
        }
        require(path, type.getSimpleName().toString());
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        for (Tree member : type.getMembers()) {
            TreePath memberPath = new TreePath(path, member);
            if (member instanceof ClassTree nested) {
                visit(nested, memberPath, isInterface);
            } else if (member instanceof MethodTree method && needsJavadoc(type, method, isInterface)) {
                require(memberPath, type.getSimpleName() + "." + method.getName());
            }
        }
    }

    private boolean needsJavadoc(ClassTree type, MethodTree method, boolean inInterface) {
        boolean overrides = method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
        // The parser marks neither compact nor canonical constructors; the record's Javadoc describes the components.
        boolean ofRecord = type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
        return isVisible(method.getModifiers(), inInterface) && !overrides && !ofRecord;
    }

    private static boolean isVisible(ModifiersTree modifiers, boolean inInterface) {
        if (modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED)) {
            return true;
        }
        return inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private void require(TreePath path, String name) {
        String comment = trees.getDocComment(path);
        if (comment == null || comment.isBlank()) {
            long start = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
            missing.add("  " + unit.getSourceFile().getName() + ":"
                    + unit.getLineMap().getLineNumber(start) + " " + name);
        }
    }
}
