import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * put FILE PATH, cat PATH, list PATH (all files below it) on HDFS; safemode enter or leave; attempts:
 * the last attempt of each application on YARN.
 */
public final class Client {

  private Client() {}

  public static void main(String[] args) throws Exception {
    FileSystem files = FileSystem.get(new Configuration());
    switch (args[0]) {
      case "put" -> files.copyFromLocalFile(new Path(args[1]), new Path(args[2]));
      case "cat" -> IOUtils.copyBytes(files.open(new Path(args[1])), System.out, 4096, false);
      case "list" -> {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(args[1]), true);
        while (all.hasNext()) {
          System.out.println(all.next().getPath().toUri().getPath());
        }
      }
      case "safemode" ->
          ((DistributedFileSystem) files)
              .setSafeMode(SafeModeAction.valueOf(args[1].toUpperCase(Locale.ROOT)));
      case "attempts" -> {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
          yarn.init(new YarnConfiguration());
          yarn.start();
          for (ApplicationReport application : yarn.getApplications()) {
            System.out.println(application.getCurrentApplicationAttemptId());
          }
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
