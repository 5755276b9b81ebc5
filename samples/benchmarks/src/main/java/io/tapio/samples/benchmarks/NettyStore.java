package io.tapio.samples.benchmarks;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;

/** The same codec and the same store on Netty. */
final class NettyStore {
    private NettyStore() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException {
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.defaults(), Timer.shared());
        NettyServer.run(args, peer -> Exchange.redis(kv, peer));
    }
}
