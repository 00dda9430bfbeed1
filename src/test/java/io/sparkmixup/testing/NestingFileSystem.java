package io.sparkmixup.testing;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A local disk that behaves as HDFS does where it matters to publishing: {@code rename} onto an
 * existing folder moves into it and returns true. Scheme {@code nesting}.
 */
public final class NestingFileSystem extends RawLocalFileSystem {

  private static final String SCHEME = "nesting";
  private static final URI ROOT = URI.create(SCHEME + ":///");

  /** Makes the scheme known. */
  public static void register(Configuration conf) {
    conf.setClass(
        "fs.nesting.impl", NestingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    conf.set("fs.AbstractFileSystem.nesting.impl", Context.class.getName());
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    boolean nests = exists(to) && getFileStatus(to).isDirectory();
    return super.rename(from, nests ? new Path(to, from.getName()) : to);
  }

  /** The same for {@code FileContext}. */
  public static final class Context extends DelegateToFileSystem {

    /** Called by Hadoop. */
    public Context(URI uri, Configuration conf) throws Exception {
      super(uri, new NestingFileSystem(), conf, SCHEME, /* authorityRequired= */ false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }
}
