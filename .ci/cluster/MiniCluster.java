import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** HDFS and YARN on loopback, in this JVM, until standard input ends. Arguments: a work folder. */
public final class MiniCluster {

  private MiniCluster() {}

  public static void main(String[] args) {
    try {
      run(Path.of(args[0]));
      System.exit(0);
    } catch (Throwable e) {
      // A cluster that has started by half would keep this JVM alive.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Path folder) throws Exception {
    System.setProperty("test.build.data", folder.resolve("data").toString());
    System.setProperty("test.cache.data", folder.resolve("cache").toString());
    Configuration dfsConf = new Configuration();
    dfsConf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    MiniDFSCluster dfs = new MiniDFSCluster.Builder(dfsConf).numDataNodes(1).build();
    dfs.waitActive();
    String files = dfs.getFileSystem().getUri().toString();

    YarnConfiguration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", files);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
    conf.set("yarn.scheduler.minimum-allocation-mb", "256");
    conf.set("yarn.nodemanager.resource.memory-mb", "6144");
    conf.set("yarn.nodemanager.resource.cpu-vcores", "8");
    for (String check : List.of("pmem", "vmem")) {
      conf.set("yarn.nodemanager." + check + "-check-enabled", "false");
    }
    conf.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    MiniYARNCluster yarn = new MiniYARNCluster("mini", 1, 1, 1);
    yarn.init(conf);
    yarn.start();
    if (!yarn.waitForNodeManagersToConnect(60_000)) {
      throw new IllegalStateException("no node manager has come");
    }

    Path clientConf = Files.createDirectories(folder.resolve("conf"));
    Configuration core = new Configuration(false);
    core.set("fs.defaultFS", files);
    write(core, clientConf.resolve("core-site.xml"));
    Configuration client = new Configuration(false);
    for (var entry : yarn.getConfig()) {
      // The cluster's own names a class of the tests that clients do not have.
      if (entry.getKey().startsWith("yarn.")) {
        client.set(entry.getKey(), yarn.getConfig().get(entry.getKey()));
      }
    }
    write(client, clientConf.resolve("yarn-site.xml"));
    write(new Configuration(false), clientConf.resolve("hdfs-site.xml"));
    System.out.println("READY " + files);
    while (System.in.read() >= 0) {}
    yarn.stop();
    dfs.shutdown();
  }

  private static void write(Configuration conf, Path file) throws Exception {
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      conf.writeXml(out);
    }
  }
}
