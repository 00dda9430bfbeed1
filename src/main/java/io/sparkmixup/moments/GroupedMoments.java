package io.sparkmixup.moments;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * {@link Moments} of each of C groups, numbered 0 to C - 1, and of all rows together. A row is
 * summed once, in its group; the moments of all rows are combined from the groups' when asked for,
 * which costs O(C d^2). Where there are more classes than {@link #classLimit} allows, the caller
 * keeps the last index for the rest of them, pooled.
 *
 * <p>A group costs memory from its first row on. Not thread-safe.
 */
public final class GroupedMoments implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;

  /** Entries of covariance matrices, C d^2, that one accumulator may hold. */
  private static final int MAX_ENTRIES = 10_000_000;

  /** For few columns a group's block of waiting rows outweighs its matrix. */
  private static final int MAX_GROUPS = 10_000;

  /** Of no rows; what each group starts from. */
  private final Moments template;

  private final Moments[] groups;

  private GroupedMoments(int groups, Moments template) {
    int limit = classLimit(template.dimension());
    if (!(groups >= 1 && groups <= limit)) {
      throw new IllegalArgumentException(
          groups + " groups of dimension " + template.dimension() + ": must be 1 to " + limit);
    }
    this.template = template;
    this.groups = new Moments[groups];
  }

  /**
   * Returns the largest number of groups for d columns: C d^2 &lt;= 10^7, and C &lt;= 10,000; 1 is
   * always allowed.
   */
  public static int classLimit(int d) {
    if (!(d >= 1)) {
      throw new IllegalArgumentException("dimension " + d + ": must be at least 1");
    }
    long limit = MAX_ENTRIES / ((long) d * d);
    return (int) Math.max(1, Math.min(MAX_GROUPS, limit));
  }

  /** Returns moments of no rows in {@code groups} groups, each about a centre of its own choice. */
  public static GroupedMoments create(int groups, int d) {
    return new GroupedMoments(groups, Moments.create(d));
  }

  /** Returns moments of no rows in {@code groups} groups, all about {@code centre}. */
  public static GroupedMoments about(int groups, double[] centre) {
    return new GroupedMoments(groups, Moments.about(centre));
  }

  /** Returns moments of no rows, set up as these, that sum third and fourth powers too. */
  public GroupedMoments withShape() {
    for (Moments group : groups) {
      if (group != null) {
        throw new IllegalStateException("rows are summed already: ask for shape before the first");
      }
    }
    return new GroupedMoments(groups.length, template.withShape());
  }

  /** Returns C, the number of groups. */
  public int groups() {
    return groups.length;
  }

  /** Returns d, the number of columns. */
  public int dimension() {
    return template.dimension();
  }

  /** Adds a row of d values, NaN where one is missing, to a group. The array is copied. */
  public void accept(int group, double[] row) {
    of(group).accept(row);
  }

  /** Adds the other's rows group by group, and returns this. */
  public GroupedMoments combine(GroupedMoments other) {
    if (other.groups.length != groups.length) {
      throw new IllegalArgumentException(
          other.groups.length + " groups: must be " + groups.length + ", as here");
    }
    for (int g = 0; g < groups.length; g++) {
      if (other.groups[g] != null) {
        of(g).combine(other.groups[g]);
      }
    }
    return this;
  }

  /** Returns the moments of a group themselves, not a copy. */
  public Moments of(int group) {
    if (groups[group] == null) {
      groups[group] = template.emptied();
    }
    return groups[group];
  }

  /** Returns the moments of all rows, combined anew at each call. */
  public Moments overall() {
    Moments all = template.emptied();
    for (Moments group : groups) {
      if (group != null) {
        all.combine(group);
      }
    }
    return all;
  }

  /** Returns these moments as bytes, to be moved between machines. */
  public byte[] toBytes() {
    byte[][] parts = new byte[groups.length][];
    byte[] start = template.toBytes();
    int size = 16 + start.length;
    for (int g = 0; g < groups.length; g++) {
      if (groups[g] != null) {
        parts[g] = groups[g].toBytes();
        size = Math.addExact(size, 8 + parts[g].length);
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(VERSION).putInt(groups.length).putInt(start.length).put(start);
    for (int g = 0; g < groups.length; g++) {
      if (parts[g] != null) {
        out.putInt(g).putInt(parts[g].length).put(parts[g]);
      }
    }
    out.putInt(-1);
    return out.array();
  }

  /** Returns the moments whose {@link #toBytes()} is {@code bytes}. */
  public static GroupedMoments fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      MomentsCodec.requireVersion(in, VERSION, "grouped moments");
      int count = in.getInt();
      GroupedMoments grouped = new GroupedMoments(count, part(in));
      for (int g = in.getInt(); g >= 0; g = in.getInt()) {
        grouped.groups[g] = part(in);
      }
      return grouped;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "grouped moments of " + bytes.length + " bytes: they are cut short", e);
    }
  }

  private static Moments part(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    in.get(part);
    return Moments.fromBytes(part);
  }

  private Object writeReplace() {
    return new Serialized(toBytes());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("grouped moments are serialized as their bytes");
  }

  /** Stands for the moments in a stream. */
  private static final class Serialized implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Serialized(byte[] bytes) {
      this.bytes = bytes;
    }

    private Object readResolve() {
      return fromBytes(bytes);
    }
  }
}
