package io.aeroarrow.spark.internal.plan;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownTableSample;

/**
 * {@code TABLESAMPLE SYSTEM}, which Spark 4.2 hands over by a method with a type that earlier versions do not have. A proxy
 * stands for the builder, because a class cannot have a method with a type that is absent when it is compiled.
 */
final class SystemSampling implements InvocationHandler {

    private static final String METHOD = "pushTableSample";
    /** With the sampling method as the fifth argument. */
    private static final int ARGUMENTS = 5;

    private final AerospikeScanBuilder builder;

    private SystemSampling(AerospikeScanBuilder builder) {
        this.builder = builder;
    }

    /** Returns a builder that samples whole partitions if Spark asks for it. */
    static ScanBuilder of(AerospikeScanBuilder builder) {
        boolean known = false;
        for (Method method : SupportsPushDownTableSample.class.getMethods()) {
            known |= isSystemAware(method);
        }
        return known
                ? (ScanBuilder) Proxy.newProxyInstance(
                        SystemSampling.class.getClassLoader(),
                        AerospikeScanBuilder.class.getInterfaces(),
                        new SystemSampling(builder))
                : builder;
    }

    private static boolean isSystemAware(Method method) {
        return method.getName().equals(METHOD) && method.getParameterCount() == ARGUMENTS;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (isSystemAware(method) && arguments[ARGUMENTS - 1].toString().equals("SYSTEM")) {
            boolean withReplacement = (boolean) arguments[2];
            if (!withReplacement) {
                builder.samplePartitions((double) arguments[0], (double) arguments[1], (long) arguments[3]);
            }
            return !withReplacement;
        }
        if (isSystemAware(method)) {
            return builder.pushTableSample(
                    (double) arguments[0], (double) arguments[1], (boolean) arguments[2], (long) arguments[3]);
        }
        try {
            return method.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
