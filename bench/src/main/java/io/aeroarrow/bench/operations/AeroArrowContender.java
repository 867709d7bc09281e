package io.aeroarrow.bench.operations;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.ReadPolicy;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.WritePolicy;
import java.util.List;

/** Our client. */
final class AeroArrowContender implements AutoCloseable {

    private final AeroArrowClient client;

    AeroArrowContender(String host, int port) {
        client = AeroArrowClient.connect(ClientConfig.of(host, port).withMaxConnectionsPerNode(300));
    }

    Contender sync() {
        return new Contender.Sync(
                "AeroArrow, sync",
                key -> check(key, client.get(key(key)).orElseThrow()),
                key -> client.put(key(key), bins(key), WritePolicy.DEFAULT));
    }

    Contender async() {
        AsyncClient async = client.async(Runnable::run);
        return new Contender.Async(
                "AeroArrow, async",
                key -> async.get(key(key), BinSelection.all(), ReadPolicy.DEFAULT)
                        .thenAccept(found -> check(key, found.orElseThrow())),
                key -> async.put(key(key), bins(key), WritePolicy.DEFAULT));
    }

    private static void check(int key, Record found) {
        if (!(found.bins().get("id") instanceof IntegerValue id)) {
            throw new IllegalStateException("the record of key " + key + " has no id");
        }
        Records.check(key, id.value());
    }

    private static Key key(int key) {
        return Key.of(Records.NAMESPACE, Records.SET, key);
    }

    private static List<Bin> bins(int key) {
        return List.of(
                new Bin("id", Value.of(key)),
                new Bin("ratio", Value.of(key / 7.0)),
                new Bin("name", Value.of("name-" + key)));
    }

    @Override
    public void close() {
        client.close();
    }
}
