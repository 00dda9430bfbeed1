package io.sparkmixup.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The local disk, by {@code java.nio}: Hadoop's local file system renames into existing folders,
 * and creates files and removes folders in two steps that others can come between.
 */
final class LocalStore implements FolderStore {

  private static final String MODE = "unix:mode";
  private static final String GROUP = "unix:gid";
  private static final int ALL_BITS = 07777;
  private static final int GROUP_BITS = 0070;

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(local(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isFolder(Path path) {
    return Files.isDirectory(local(path));
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<java.nio.file.Path> children = Files.list(local(folder))) {
      return children.map(child -> new Path(folder, child.getFileName().toString())).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    FolderStore.whileOthersRemove(() -> Files.createDirectories(local(folder)));
  }

  @Override
  public void makeFolderWithin(Path folder) throws IOException {
    Files.createDirectory(local(folder));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Made under another name, since others look at it as soon as it has its own.
   */
  @Override
  public void makeFolderForAll(Path folder) throws IOException {
    makeFolder(folder.getParent());
    if (isFolder(folder)) {
      return;
    }
    java.nio.file.Path above = local(folder.getParent());
    java.nio.file.Path made = above.resolve(folder.getName() + "-" + UUID.randomUUID());
    Files.createDirectory(made);
    try {
      // With the bits beyond rwx: in a folder such as /tmp one may remove one's own only.
      int mode = (Integer) Files.getAttribute(above, MODE) & ALL_BITS;
      Files.setAttribute(made, MODE, takesGroup(above, made) ? mode : forAnotherGroup(mode));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // A system without such bits.
    }
    try {
      Files.move(made, local(folder), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.delete(made);
      if (!isFolder(folder)) {
        throw new NoSuchFileException(folder.toString(), null, e.toString());
      }
      // Another job was first.
    }
  }

  /** Gives a new folder, which has the group of who made it, that of the folder above. */
  private static boolean takesGroup(java.nio.file.Path above, java.nio.file.Path made) {
    try {
      Object group = Files.getAttribute(above, GROUP);
      if (!group.equals(Files.getAttribute(made, GROUP))) {
        Files.setAttribute(made, GROUP, group);
      }
      return true;
    } catch (IOException e) {
      // Whoever makes it is not in that group.
      return false;
    }
  }

  /** A mode for a group that has no rights of its own in the folder above: it may what all may. */
  static int forAnotherGroup(int mode) {
    return (mode & ~GROUP_BITS) | ((mode << 3) & GROUP_BITS);
  }

  /** {@inheritDoc} */
  @Override
  public Optional<String> whyNotMovable(Path folder) {
    java.nio.file.Path path = local(folder);
    if (!Files.isWritable(path)) {
      return Optional.of("not writable");
    }
    try {
      boolean mounted =
          !Files.getFileStore(path).equals(Files.getFileStore(path.toAbsolutePath().getParent()));
      return mounted ? Optional.of("a mount point") : Optional.empty();
    } catch (IOException e) {
      // Some systems cannot tell.
      return Optional.empty();
    }
  }

  @Override
  public void createNew(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(local(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      // Its name may outlive a power cut that its content does not.
      out.force(/* metaData= */ true);
    }
  }

  @Override
  public Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(local(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The check and the move are two steps; the claim that publishers hold keeps them together. A
   * stranger's folder that appears in between is not lost either: the operating system replaces
   * empty folders only.
   */
  @Override
  public void move(Path from, Path to) throws IOException {
    if (exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    try {
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException e) {
      throw new FileAlreadyExistsException(to.toString());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>By a second name, which is made only where there is none; where the disk has no second
   * names, an empty file of that name is made first, and replaced.
   */
  @Override
  public void moveFile(Path from, Path to) throws IOException {
    try {
      Files.createLink(local(to), local(from));
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.createFile(local(to));
      try {
        Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException failure) {
        // Empty, it would be nobody's for ever.
        Files.deleteIfExists(local(to));
        throw failure;
      }
      return;
    }
    // Where the first name is gone by now, the second one is there all the same.
    Files.deleteIfExists(local(from));
  }

  @Override
  public void replaceFile(Path from, Path to) throws IOException {
    // Hadoop's own writer leaves a checksum, by which its reader would refuse another content.
    Files.deleteIfExists(local(new Path(to.getParent(), "." + to.getName() + ".crc")));
    Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!exists(path)) {
      return;
    }
    Files.walkFileTree(
        local(path),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(java.nio.file.Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(local(folder));
    } catch (DirectoryNotEmptyException e) {
      // Another job's staging area is in it.
    }
  }
}
