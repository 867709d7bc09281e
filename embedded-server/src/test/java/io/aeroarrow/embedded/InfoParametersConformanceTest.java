package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Info commands with missing, empty, too long and unknown parameters. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InfoParametersConformanceTest {
    private AerospikeClient client;

    @BeforeAll
    void open(AerospikeServer server) {
        client = OfficialClient.connect(server);
    }

    @AfterAll
    void close() {
        client.close();
    }

    /** N32 is a name of 32 characters, N64 one of 64. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        truncate:                                   | ERROR:20:missing 'namespace'
        truncate:namespace=;set=x                   | ERROR:20:missing 'namespace' value
        truncate:namespace=N32;set=x                | ERROR:20:'namespace' value too long
        truncate:ns=test;set=x                      | ERROR:20:missing 'namespace'
        truncate:namespace=test                     | ERROR:4:missing 'set'
        truncate:namespace=test;set=                | ERROR:4:missing 'set' value
        truncate:namespace=test;set=N64             | ERROR:4:'set' value too long
        truncate:namespace=test;set=x;lut=          | ERROR:4:missing 'lut' value
        truncate:namespace=test;set=x;lut=N32       | ERROR:4:'lut' value too long
        truncate-namespace:namespace=               | ERROR:20:missing 'namespace' value
        truncate-namespace:namespace=test;set=      | ERROR:4:unexpected set name
        sindex-create:namespace=test;bin=a;type=numeric                             | ERROR:4:missing 'indexname'
        sindex-create:namespace=test;indexname=;bin=a;type=numeric                  | ERROR:4:missing 'indexname' value
        sindex-create:namespace=test;indexname=N64;bin=a;type=numeric               | ERROR:4:'indexname' value too long
        sindex-create:indexname=ipc;bin=a;type=numeric                              | ERROR:20:missing 'namespace'
        sindex-create:namespace=;indexname=ipc;bin=a;type=numeric                   | ERROR:20:missing 'namespace' value
        sindex-create:namespace=test;set=;indexname=ipc;bin=a;type=numeric          | ERROR:4:missing 'set' value
        sindex-create:namespace=test;set=N64;indexname=ipc;bin=a;type=numeric       | ERROR:4:'set' value too long
        sindex-create:namespace=test;indexname=ipc;bin=;type=numeric                | ERROR:4:missing 'bin' value
        sindex-create:namespace=test;indexname=ipc;bin=abcdefghijklmnop;type=numeric | ERROR:4:'bin' value too long
        sindex-create:namespace=test;indexname=ipc;type=numeric                     | ERROR:4:both 'bin' and 'exp' are missing
        sindex-create:namespace=test;indexname=ipc;bin=a                            | ERROR:4:both 'indexdata' and 'type' are missing
        sindex-create:namespace=test;indexname=ipc;bin=a;type=                      | ERROR:4:missing 'type' value
        sindex-create:namespace=test;indexname=ipc;bin=a;type=number                | ERROR:4:bad 'type' - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'
        sindex-create:namespace=test;indexname=ipc;bin=a;type=numeric;indextype=    | ERROR:4:missing 'indextype' value
        sindex-create:namespace=test;indexname=ipc;bin=a;type=numeric;context=      | ERROR:4:missing 'context' value
        sindex-create:namespace=test;indexname=ipc;indexdata=a,numeric;type=numeric | ERROR:4:both 'indexdata' and 'type' are specified
        sindex-create:namespace=test;indexname=ipc;indexdata=a                      | ERROR:4:'indexdata' missing bin type
        sindex-create:namespace=test;indexname=ipc;indexdata=,numeric               | ERROR:4:'indexdata' missing bin name
        sindex-create:namespace=test;indexname=ipc;indexdata=a,number               | ERROR:4:bad 'indexdata' bin type - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'
        sindex-delete:namespace=test                | ERROR:4:missing 'indexname'ok
        sindex-delete:namespace=test;indexname=     | ERROR:4:missing 'indexname' valueok
        sindex-delete:namespace=;indexname=ipc      | ERROR:20:missing 'namespace' value
        sindex-exists:namespace=;indexname=ipc      | ERROR:20:missing 'namespace' value
        sindex-exists:namespace=none;indexname=ipc  | ERROR:20:namespace not found on node
        sindex-exists:namespace=test;indexname=     | ERROR:4:missing 'indexname' valuefalse
        sindex-stat:namespace=;indexname=ipc        | ERROR:20:missing 'namespace' value
        sindex-stat:namespace=test;indexname=ipc    | ERROR:201:no index
        query-show:id=                              | ERROR:4:missing 'id' value
        query-abort:id=                             | ERROR:4:missing 'id' value
        query-show:id=one                           | ERROR:4:bad id
        query-show:id=0                             | ERROR:4:bad id
        query-show:id=0x1f                          | ERROR:2:job not found
        query-abort:id=08                           | ERROR:4:bad id
        query-abort:id=017                          | ERROR:2:id not active
        cluster-stable:size=                        | ERROR:4:missing 'size' value
        cluster-stable:size=one                     | ERROR:4:bad size
        cluster-stable:size=1000                    | ERROR:4:'size' value too long
        cluster-stable:namespace=                   | ERROR:20:missing 'namespace' value
        cluster-stable:ignore-migrations=yes        | ERROR:4:bad ignore migrations
        replicas:max=                               | ERROR:4:missing 'max' value
        get-config:context=                         | ERROR:4:missing 'context' value
        get-config:context=namespace                | ERROR:20:missing 'namespace'
        get-config:context=namespace;namespace=     | ERROR:20:missing 'namespace' value
        log/x                                       | ERROR:4:bad sink-id
        log/77                                      | ERROR::bad-id
        log/0/none                                  | ERROR::bad-context
        """)
    void refusesTheFirstWrongParameter(String command, String answer) {
        String sent = command.replace("N32", "n".repeat(32)).replace("N64", "n".repeat(64));
        assertThat(info(sent)).as(command).isEqualTo(answer);
    }

    @Test
    void keepsIndexesOfUnknownNamespaces() {
        String create = "sindex-create:namespace=ipc_none;indexname=ipc;bin=";
        assertThat(info(create + "a;type=numeric")).isEqualTo("ok");
        assertThat(info(create + "a;type=numeric")).isEqualTo("ok");
        assertThat(info(create + "a;type=string"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
        assertThat(info("sindex-list:")).doesNotContain("ipc_none");
        assertThat(info("sindex-delete:namespace=ipc_none;indexname=ipc")).isEqualTo("ok");
        assertThat(info(create + "a;type=string")).isEqualTo("ok");
        assertThat(info("sindex-delete:namespace=ipc_none;indexname=ipc")).isEqualTo("ok");
    }

    @Test
    void keepsAtMost256IndexesOfANamespace() {
        for (int i = 0; i < 256; i++) {
            assertThat(info("sindex-create:namespace=ipc_full;indexname=ipc" + i + ";bin=a" + i + ";type=numeric"))
                    .isEqualTo("ok");
        }
        assertThat(info("sindex-create:namespace=ipc_full;indexname=ipc256;bin=b;type=numeric"))
                .isEqualTo("ERROR:206:already at sindex definition limit");
        assertThat(info("sindex-create:namespace=ipc_full;indexname=renamed;bin=a0;type=numeric"))
                .isEqualTo("ok");
        info("sindex-delete:namespace=ipc_full;indexname=renamed");
        for (int i = 1; i < 256; i++) {
            info("sindex-delete:namespace=ipc_full;indexname=ipc" + i);
        }
    }

    /** Indexes of sets exist from 8.1.2 on. */
    @Test
    void createsAnIndexOfASetFrom812On() {
        String create = "sindex-create:namespace=test;indexname=ipc_set;indextype=set";
        if (info("build").startsWith("8.1.0")) {
            assertThat(info(create + ";set=conformance-info"))
                    .isEqualTo("ERROR:4:bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'");
            return;
        }
        assertThat(info(create)).isEqualTo("ERROR:4:missing 'set'");
        for (String other :
                List.of("context=kiKhA2s=", "indexdata=a,numeric", "type=numeric", "bin=a", "exp=k1ECoWE=")) {
            String name = other.substring(0, other.indexOf('='));
            assertThat(info(create + ";set=conformance-info;" + other))
                    .isEqualTo("ERROR:4:" + name + " parameter is not supported for set index");
        }
        assertThat(info("sindex-create:namespace=none;indexname=ipc_set;indextype=set;set=s"))
                .isEqualTo("ERROR:4:namespace not found");
        Key key = new Key("test", "conformance-info", "indexed");
        client.put(null, key, new Bin("a", 1));
        assertThat(info(create + ";set=conformance-info")).isEqualTo("ok");
        assertThat(info(create + ";set=conformance-info")).isEqualTo("ok");
        assertThat(info(create + ";set=conformance-info2"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
        assertThat(info("sindex-list:namespace=test"))
                .contains("ns=test:indexname=ipc_set:set=conformance-info:indextype=set");
        assertThat(info("sindex-stat:namespace=test;indexname=ipc_set"))
                .matches("entries=1;used_bytes=[0-9]+;load_pct=100");
        assertThat(info("sindex-exists:namespace=test;indexname=ipc_set")).isEqualTo("true");
        assertThat(info("sets/test/conformance-info")).contains(":sindexes=0:").contains(":enable-index=true:");
        client.dropIndex(null, "test", "conformance-info", "ipc_set").waitTillComplete(10);
        assertThat(info("sindex-exists:namespace=test;indexname=ipc_set")).isEqualTo("false");
        client.delete(null, key);
    }

    /** From 8.1.2 on, the command lists the indexes of sets, too, and answers an error for both lists. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        sindex-list:namespace=     | ERROR:20:missing 'namespace' value
        sindex-list:namespace=none | ERROR:20:namespace not found on node
        """)
    void refusesToListIndexes(String command, String error) {
        boolean twoLists = !info("build").startsWith("8.1.0");
        assertThat(info(command)).isEqualTo(twoLists ? error + ";" + error : error);
    }

    @Test
    void namesOneLogWithTheLevelsOfAllContexts() {
        assertThat(info("logs")).matches("0:.+");
        assertThat(info("log/0")).startsWith("misc:").contains(";truncate:").matches("([a-z_-]+:[A-Z]+;?)+");
        assertThat(info("log:")).isEqualTo(info("log/0"));
        assertThat(info("log/0/truncate")).matches("truncate:[A-Z]+");
    }

    @Test
    void keepsRecordsIfTheSetToTruncateIsEmpty() {
        Key key = new Key("test", "conformance-info", "kept");
        client.put(null, key, new Bin("a", 1));
        info("truncate:namespace=test;set=");
        info("truncate-namespace:namespace=test;set=");
        assertThat(client.exists(null, key)).isTrue();
        client.delete(null, key);
    }

    private String info(String command) {
        return Info.request(null, client.getNodes()[0], command);
    }
}
