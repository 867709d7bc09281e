package io.aeroarrow.cli;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A set of 20 records on the server under test, empty sets next to it, and a shell for commands. */
@ExtendWith(AerospikeExtension.class)
abstract class CommandsOnServer {

    static final int RECORDS = 20;

    final String demo;
    final String index;
    final String copy;
    final String odd;
    final String towns;

    @TempDir
    Path directory;

    TestShell shell;
    private AeroArrowClient client;

    /** @param test a short name of the test, unique in this module */
    CommandsOnServer(String test) {
        TestSets sets = new TestSets(test);
        demo = TestSets.argument(sets.name("demo"));
        index = sets.name("demo_a");
        copy = TestSets.argument(sets.name("copy"));
        odd = TestSets.argument(sets.name("odd"));
        towns = TestSets.argument(sets.name("towns"));
    }

    @BeforeEach
    final void fill(AerospikeServer server) {
        client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()));
        empty();
        for (int i = 0; i < RECORDS; i++) {
            put(
                    demo,
                    Value.of(i),
                    Map.of(
                            "a",
                            Value.of(i),
                            "name",
                            Value.of("n" + i),
                            "tags",
                            Value.of(List.of(Value.of("x"), Value.of("y")))));
        }
        shell = TestSets.shell(server, directory);
    }

    @AfterEach
    final void disconnect() {
        empty();
        client.close();
    }

    private void empty() {
        List.of(demo, copy, odd, towns)
                .forEach(each -> client.truncate(TestSets.NAMESPACE, set(each), Optional.empty()));
    }

    /** The name of the set in an argument. */
    static String set(String argument) {
        return argument.substring(TestSets.NAMESPACE.length() + 1);
    }

    final void put(String argument, Value key, Map<String, Value> bins) {
        client.put(
                new Key(TestSets.NAMESPACE, set(argument), key),
                bins.entrySet().stream()
                        .map(bin -> new Bin(bin.getKey(), bin.getValue()))
                        .toList(),
                WritePolicy.DEFAULT.withSendKey(true));
    }
}
