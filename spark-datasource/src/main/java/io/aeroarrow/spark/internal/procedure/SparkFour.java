package io.aeroarrow.spark.internal.procedure;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access to classes of Spark 4: this code is compiled against Spark 3.5. */
final class SparkFour {

    private SparkFour() {}

    /** Returns a public method; empty if this version of Spark does not have it. */
    static Optional<Method> method(Class<?> type, String name, Class<?>... parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method ->
                        method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters))
                .findFirst();
    }

    static Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Spark's " + method + " is not accessible", e);
        }
    }

    private static RuntimeException unchecked(InvocationTargetException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
    }

    /** Calls a method without parameters. */
    static Object get(Object target, String name) {
        return call(required(target.getClass(), name), target);
    }

    static Method required(Class<?> type, String name, Class<?>... parameters) {
        return method(type, name, parameters)
                .orElseThrow(() -> new IllegalStateException(
                        "this version of Spark has no method " + name + " in " + type.getName()));
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name, true, SparkFour.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this version of Spark has no class " + name, e);
        }
    }

    /** Creates an object by its only constructor. */
    static Object create(String type, Object... arguments) {
        Constructor<?> constructor = type(type).getConstructors()[0];
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("Spark's " + constructor + " is not accessible", e);
        }
    }

    /** Returns an object of an interface. Default methods are the interface's own. */
    static Object proxy(String type, InvocationHandler methods) {
        Class<?> face = type(type);
        return Proxy.newProxyInstance(
                SparkFour.class.getClassLoader(),
                new Class<?>[] {face},
                (self, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(self, method, arguments)
                        : methods.invoke(self, method, arguments));
    }
}
