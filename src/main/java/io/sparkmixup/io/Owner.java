package io.sparkmixup.io;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param host where process numbers are told: the machine's name, and behind a dot the number of
 *     the process namespace where that is not the machine's own, as in containers
 * @param pid the process
 * @param processStart when the process started; a pid may be given again
 * @param application the Spark application, for the person who reads the record
 * @param since when the record was made
 * @param target the canonical path of the output
 */
record Owner(
    String host, long pid, Instant processStart, String application, Instant since, String target) {

  private static final String LOCALHOST = "localhost";

  /** Process start times are computed from a boot time that clock corrections shift a little. */
  private static final Duration SAME_START = Duration.ofMinutes(1);

  /** Linux gives the namespace that a machine starts with this number, on every machine. */
  private static final String FIRST_NAMESPACE = "4026531836";

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
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = LOCALHOST;
    }
    Optional<String> namespace = namespace();
    return namespace.isEmpty() ? name : name + "." + namespace.get();
  }

  private static Optional<String> namespace() {
    try {
      // A link to pid:[NUMBER].
      String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      String number = link.replaceAll("\\D", "");
      return number.isEmpty() || number.equals(FIRST_NAMESPACE)
          ? Optional.empty()
          : Optional.of(number);
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux.
      return Optional.empty();
    }
  }

  /**
   * Whether the owner is provably gone: it ran where this process does, and is no process there any
   * more. An owner elsewhere may be alive however old its record is, and every machine is
   * "localhost" to itself.
   */
  boolean isGone() {
    if (!host.equals(hostName()) || (host + ".").startsWith(LOCALHOST + ".") || !seesOthers()) {
      return false;
    }
    ProcessHandle self = ProcessHandle.current();
    if (pid == self.pid()) {
      // One process reads the same start every time.
      Instant start = startOf(self);
      return !isUnknown(start) && start.toEpochMilli() != processStart.toEpochMilli();
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(Owner::startOf)
        .map(start -> !isSameStart(start))
        .orElse(true);
  }

  /** A machine may hide the processes of other users; the first one is always there. */
  private static boolean seesOthers() {
    return ProcessHandle.of(1).isPresent();
  }

  private boolean isSameStart(Instant start) {
    return isUnknown(start)
        || isUnknown(processStart)
        || Duration.between(start, processStart).abs().compareTo(SAME_START) < 0;
  }

  private static boolean isUnknown(Instant start) {
    return start.equals(Instant.EPOCH);
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
