package io.aeroarrow.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The listing of a module's public API in its {@code api.txt}, one line for each type and member. A change of the API
 * shows in the listing's diff. The system property {@code aeroarrow.docs.write} writes the listing instead of
 * comparing it.
 */
public final class ApiListing {

    private static final Path LISTING = Path.of("api.txt");

    private ApiListing() {}

    /**
     * Compares the module's API with its listing.
     *
     * @throws AssertionError if they differ; the message has the lines to add and to remove
     */
    public static void check() {
        List<String> actual = lines();
        try {
            if (Boolean.getBoolean("aeroarrow.docs.write")) {
                Files.write(LISTING, actual);
                return;
            }
            List<String> listed = Files.exists(LISTING) ? Files.readAllLines(LISTING) : List.of();
            compare(listed, actual);
        } catch (IOException e) {
            throw new UncheckedIOException(LISTING.toAbsolutePath() + " cannot be read or written", e);
        }
    }

    private static void compare(List<String> listed, List<String> actual) {
        if (listed.equals(actual)) {
            return;
        }
        List<String> added = new ArrayList<>(actual);
        added.removeAll(listed);
        List<String> removed = new ArrayList<>(listed);
        removed.removeAll(actual);
        String difference = Stream.concat(
                        added.stream().map(line -> "+ " + line),
                        removed.stream().map(line -> "- " + line))
                .collect(Collectors.joining("\n"));
        throw new AssertionError("The public API differs from " + LISTING.toAbsolutePath()
                + ". If the change is intended, run `make api` and commit the listing.\n" + difference);
    }

    private static List<String> lines() {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass type : ModuleClasses.load()) {
            if (ModuleClasses.API.test(type)) {
                types.add(type.reflect());
            }
        }
        types.sort(Comparator.comparing(Class::getName));
        return types.stream().flatMap(ApiListing::lines).toList();
    }

    private static Stream<String> lines(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(ApiListing::isVisible)
                                .map(Field::toGenericString),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(ApiListing::isVisible)
                                .map(Constructor::toGenericString),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(ApiListing::isVisible)
                                .filter(method -> !isImplied(type, method))
                                .map(Method::toGenericString))
                .flatMap(lines -> lines)
                .map(line -> "  " + shortened(line, type))
                .sorted();
        return Stream.concat(Stream.of(shortened(declaration(type), null)), members);
    }

    /** Methods that every record or enum has. */
    private static boolean isImplied(Class<?> type, Method method) {
        String name = method.getName();
        int parameters = method.getParameterCount();
        boolean ofRecord = type.isRecord()
                && ((parameters == 0 && (name.equals("hashCode") || name.equals("toString")))
                        || (parameters == 1 && name.equals("equals")));
        boolean ofEnum = type.isEnum() && (name.equals("values") || name.equals("valueOf"));
        return ofRecord || ofEnum;
    }

    /** Drops the member's own type and the packages of java.lang and java.util. */
    private static String shortened(String line, @Nullable Class<?> owner) {
        String member = owner == null ? line : line.replace(" " + owner.getName() + ".", " ");
        return member.replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", "");
    }

    private static String declaration(Class<?> type) {
        List<String> supertypes = new ArrayList<>();
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            supertypes.add(type.getGenericSuperclass().getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces()).forEach(each -> supertypes.add(each.getTypeName()));
        return type.toGenericString() + (supertypes.isEmpty() ? "" : " : " + String.join(", ", supertypes));
    }

    private static boolean isVisible(Member member) {
        boolean visible = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        boolean bridge = member instanceof Method method && method.isBridge();
        return visible && !member.isSynthetic() && !bridge;
    }
}
