package io.sparkmixup.io;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who staged or claims an output: written beside it, so that a later run can tell whether the owner
 * may come back.
 *
 * @param host the machine's name
 * @param pid the process
 * @param processStart when the process started; a pid may be given again
 * @param application the Spark application, for the person who reads the record
 * @param since when the record was made
 * @param target the canonical path of the output
 */
record Owner(
    String host, long pid, Instant processStart, String application, Instant since, String target) {

  /** Process start times are computed from a boot time that clock corrections shift a little. */
  private static final Duration SAME_START = Duration.ofMinutes(1);

  private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,18})-[0-9a-f]{8}-(.+)");

  static Owner current(String application, String target) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(hostName(), self.pid(), startOf(self), application, Instant.now(), target);
  }

  /** {@code PID-START-RANDOM-HOST}: who made a thing that has a name and no record. */
  String newId() {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return String.format("%d-%d-%s-%s", pid, processStart.toEpochMilli(), random, host);
  }

  /** Reads the name's part that {@link #newId} made: host, process and its start, no more. */
  static Optional<Owner> ofId(String id) {
    Matcher found = ID.matcher(id);
    return found.matches()
        ? Optional.of(
            new Owner(
                found.group(3),
                Long.parseLong(found.group(1)),
                Instant.ofEpochMilli(Long.parseLong(found.group(2))),
                "",
                Instant.EPOCH,
                ""))
        : Optional.empty();
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /**
   * Whether the owner is provably gone: it ran on this machine, and no such process does. An owner
   * elsewhere may be alive however old its record is, and every machine is "localhost" to itself.
   */
  boolean isGone() {
    if (!host.equals(hostName()) || host.equals("localhost")) {
      return false;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(Owner::startOf)
        .map(start -> !isSameStart(start))
        .orElse(true);
  }

  private boolean isSameStart(Instant start) {
    boolean unknown = start.equals(Instant.EPOCH) || processStart.equals(Instant.EPOCH);
    return unknown || Duration.between(start, processStart).abs().compareTo(SAME_START) < 0;
  }

  byte[] toBytes() {
    return String.join(
            "\n",
            "host=" + host,
            "pid=" + pid,
            "processStart=" + processStart,
            "application=" + application,
            "since=" + since,
            "target=" + escape(target),
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Backslashes and line breaks mean something to {@link Properties}. */
  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** Reads a record; empty where it is not one, as after a crash while it was written. */
  static Optional<Owner> parse(byte[] content) {
    Properties record = new Properties();
    try {
      record.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
      return Optional.of(
          new Owner(
              field(record, "host"),
              Long.parseLong(field(record, "pid")),
              Instant.parse(field(record, "processStart")),
              field(record, "application"),
              Instant.parse(field(record, "since")),
              field(record, "target")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String field(Properties record, String name) {
    String value = record.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  @Override
  public String toString() {
    return String.format("%s, process %d on %s, since %s", application, pid, host, since);
  }
}
