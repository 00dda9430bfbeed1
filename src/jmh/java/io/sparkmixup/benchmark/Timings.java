package io.sparkmixup.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The seconds of contenders, by name and round. */
final class Timings {

  private final Map<String, List<Double>> seconds = new HashMap<>();
  private final Map<String, Double> volumes = new HashMap<>();
  private final Map<String, String> leftOut = new HashMap<>();

  void add(Contender contender, double elapsed) {
    volumes.put(contender.name(), contender.volume());
    seconds.computeIfAbsent(contender.name(), k -> new ArrayList<>()).add(elapsed);
  }

  /** Adds what was timed apart, under other names. */
  void addAll(Timings other) {
    volumes.putAll(other.volumes);
    seconds.putAll(other.seconds);
    leftOut.putAll(other.leftOut);
  }

  void leaveOut(Contender contender, String why) {
    leftOut.put(contender.name(), why);
  }

  boolean isLeftOut(String name) {
    return leftOut.containsKey(name);
  }

  String whyLeftOut(String name) {
    return leftOut.get(name);
  }

  Spread seconds(String name) {
    return Spread.of(seconds.get(name));
  }

  /** Seconds per unit of volume. */
  Spread perVolume(String name) {
    return Spread.of(perVolumes(name));
  }

  /** Round by round, the seconds per volume of one contender over those of another. */
  Spread ratios(String of, String to) {
    List<Double> above = perVolumes(of);
    List<Double> below = perVolumes(to);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < above.size(); round++) {
      ratios.add(above.get(round) / below.get(round));
    }
    return Spread.of(ratios);
  }

  private List<Double> perVolumes(String name) {
    double volume = volumes.get(name);
    return seconds.get(name).stream().map(s -> s / volume).toList();
  }
}
