package io.aeroarrow.embedded;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a server until the process is told to stop. The only argument is the port, 3000 without it. */
public final class ServerMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);
    private static final int DEFAULT_PORT = 3000;

    private ServerMain() {}

    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? DEFAULT_PORT : Integer.parseInt(args[0]);
        ServerConfig config =
                ServerConfig.builder().port(port).namespaces("test", "bar").build();
        EmbeddedServer server = EmbeddedServer.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "embedded-server-shutdown"));
        LOG.info("listening on {}:{}", server.host(), server.port());
        new CountDownLatch(1).await();
    }
}
