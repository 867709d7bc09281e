package io.aeroarrow.embedded.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Info commands with missing, empty, wrong, repeated and reordered parameters. */
final class RandomInfoRequests implements RequestSource {
    private static final int REQUESTS = 30;
    private static final List<String> COMMANDS = List.of(
            "sindex-create:namespace=NS;set=SET;indexname=INDEX;bin=BIN;type=TYPE;indextype=PART",
            "sindex-create:ns=NS;set=SET;indexname=INDEX;indexdata=BIN,TYPE;indextype=PART",
            "sindex-delete:namespace=NS;set=SET;indexname=INDEX",
            "sindex-exists:namespace=NS;indexname=INDEX",
            "sindex-list:namespace=NS;b64=true",
            "truncate:namespace=NS;set=SET",
            "truncate:namespace=NS;set=SET;lut=1",
            "query-show:id=4711",
            "query-abort:id=4711",
            "udf-get:filename=FILE.lua",
            "udf-remove:filename=FILE.lua",
            "cluster-stable:namespace=NS;size=1;ignore-migrations=true",
            "get-config:context=namespace;namespace=NS",
            "sindex/NS/INDEX",
            "sindex-stat:namespace=NS;indexname=INDEX");

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        List<ComparedRequest> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String command = command(random, COMMANDS.get(random.nextInt(COMMANDS.size())), set);
            // The answer lists the settings of the machine, so that only errors are compared.
            if (!command.startsWith("get-config") || command.contains("=;") || command.endsWith("=")) {
                requests.add(ComparedRequest.ofInfo(command));
            }
        }
        for (String index : indexes(set)) {
            for (String namespace : List.of("test", "bar", "none")) {
                requests.add(ComparedRequest.ofInfo("sindex-delete:namespace=" + namespace + ";indexname=" + index));
            }
        }
        return requests;
    }

    private static String command(Random random, String template, String set) {
        int colon = template.indexOf(':');
        if (colon < 0) {
            return filled(random, template, set);
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : template.substring(colon + 1).split(";", -1)) {
            int how = random.nextInt(16);
            // A real server exits if a module has an empty name.
            how = how == 1 && template.startsWith("udf-") ? 4 : how;
            // Without a name they take the one of an earlier command.
            how = parameter.startsWith("indexname") && !template.startsWith("sindex-create") ? 4 : how;
            // Without an id it lists all jobs.
            how = how == 0 && template.startsWith("query-show") ? 4 : how;
            String value = how == 1 ? "" : how == 2 ? "x".repeat(64 + random.nextInt(9)) : null;
            String kept = filled(random, parameter, set);
            if (how > 0) {
                parameters.add(value == null ? kept : kept.substring(0, kept.indexOf('=') + 1) + value);
            }
            if (how == 3) {
                parameters.add(kept);
            }
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(parameters, random);
        }
        return template.substring(0, colon + 1) + String.join(";", parameters);
    }

    private static String filled(Random random, String text, String set) {
        return text.replace("NS", pick(random, "test", "test", "test", "bar", "none"))
                .replace("SET", pick(random, set + "-info", set + "-other"))
                .replace("INDEX", pick(random, indexes(set).toArray(String[]::new)))
                .replace("BIN", pick(random, "a", "b"))
                .replace("TYPE", pick(random, "numeric", "string", "blob", "geo2dsphere", "NUMERIC", "text"))
                .replace("PART", pick(random, "default", "list", "mapkeys", "mapvalues", "LIST", "keys"))
                .replace("FILE", pick(random, set + "-a", set + "-b"));
    }

    private static List<String> indexes(String set) {
        return List.of(set + "-1", set + "-2", set + "-3");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
