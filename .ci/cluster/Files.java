import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.IOUtils;

/** put FILE PATH, cat PATH, or list PATH (all files below it) on the cluster's file system. */
public final class Files {

  private Files() {}

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
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
