package io.sparkmixup.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A law as a user asks for it: any parameter may be left open (null).
 *
 * <ul>
 *   <li>epbeta with alpha, beta, epsilon0 and epsilon1: taken as they are;
 *   <li>with three of them: the fourth is solved so that covariances are kept;
 *   <li>with neither alpha nor beta: the preserving law for the partner weight (default {@value
 *       #PARTNER_WEIGHT}) and the epsilons (default {@value #EPSILON});
 *   <li>beta with alpha and beta (beta as alpha where left open); uniform; fixed with the partner
 *       weight.
 * </ul>
 *
 * @param law epbeta, beta, uniform or fixed; null for epbeta
 */
public record LawRequest(
    String law, Double alpha, Double beta, Double epsilon0, Double epsilon1, Double partnerWeight) {

  /** The default of both epsilons, as in Figure 1 of the paper. */
  public static final double EPSILON = 0.3;

  /** The default partner weight. */
  public static final double PARTNER_WEIGHT = 0.075;

  /** The default law. */
  public static LawRequest standard() {
    return new LawRequest(null, null, null, null, null, null);
  }

  /**
   * The law that is meant.
   *
   * @throws IllegalArgumentException if the request contradicts itself, is incomplete, or has no
   *     solution or more than one
   */
  public Law resolve() {
    return switch (law == null ? "epbeta" : law) {
      case "epbeta" -> epbeta();
      case "beta" -> {
        refuse("beta", "epsilon0", "epsilon1", "partner weight");
        if (alpha == null) {
          throw new IllegalArgumentException(
              "--law beta needs --alpha (and --beta where it differs)");
        }
        yield Beta.of(alpha, beta == null ? alpha : beta);
      }
      case "uniform" -> {
        refuse("uniform", "alpha", "beta", "epsilon0", "epsilon1", "partner weight");
        yield Uniform.of();
      }
      case "fixed" -> {
        refuse("fixed", "alpha", "beta", "epsilon0", "epsilon1");
        if (partnerWeight == null) {
          throw new IllegalArgumentException("--law fixed needs --partner-weight");
        }
        yield Fixed.of(partnerWeight);
      }
      default ->
          throw new IllegalArgumentException(
              "--law " + law + ": must be epbeta, beta, uniform or fixed");
    };
  }

  private Map<String, Double> given() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("alpha", alpha);
    all.put("beta", beta);
    all.put("epsilon0", epsilon0);
    all.put("epsilon1", epsilon1);
    all.put("partner weight", partnerWeight);
    all.values().removeIf(v -> v == null);
    return all;
  }

  private void refuse(String name, String... parameters) {
    for (String parameter : parameters) {
      if (given().containsKey(parameter)) {
        throw new IllegalArgumentException(
            "--law " + name + " has no " + parameter + ": leave " + option(parameter) + " out");
      }
    }
  }

  private static String option(String parameter) {
    return "--" + parameter.replace(' ', '-');
  }

  private Law epbeta() {
    if (alpha == null && beta == null) {
      return EpBeta.preserving(
          epsilon0 == null ? EPSILON : epsilon0,
          epsilon1 == null ? EPSILON : epsilon1,
          partnerWeight == null ? PARTNER_WEIGHT : partnerWeight);
    }
    if (partnerWeight != null) {
      throw new IllegalArgumentException(
          "--partner-weight together with "
              + (alpha != null ? "--alpha" : "--beta")
              + ": alpha and beta decide about the partner weight, give one or the other");
    }
    checkGiven();
    List<String> open = new ArrayList<>(List.of("alpha", "beta", "epsilon0", "epsilon1"));
    open.removeAll(given().keySet());
    if (open.isEmpty()) {
      return EpBeta.of(alpha, beta, epsilon0, epsilon1);
    }
    if (open.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s without %s: give three of alpha, beta, epsilon0 and epsilon1 to solve for the"
                  + " fourth, or all four",
              String.join(" and ", given().keySet().stream().map(LawRequest::option).toList()),
              String.join(" and ", open.stream().map(LawRequest::option).toList())));
    }
    return solve(open.get(0));
  }

  private void checkGiven() {
    for (String shape : List.of("alpha", "beta")) {
      if (given().containsKey(shape)) {
        Arguments.shape(shape, given().get(shape));
      }
    }
    for (String epsilon : List.of("epsilon0", "epsilon1")) {
      if (given().containsKey(epsilon)) {
        Arguments.epsilon(epsilon, given().get(epsilon));
      }
    }
  }

  private Law solve(String open) {
    return switch (open) {
      case "alpha" ->
          only(
              open,
              EpBetaSolver.alpha(beta, epsilon0, epsilon1),
              a -> EpBeta.of(a, beta, epsilon0, epsilon1));
      case "beta" ->
          only(
              open,
              EpBetaSolver.beta(alpha, epsilon0, epsilon1),
              b -> EpBeta.of(alpha, b, epsilon0, epsilon1));
      case "epsilon0" ->
          only(
              open,
              EpBetaSolver.epsilon0(alpha, beta, epsilon1),
              e -> EpBeta.of(alpha, beta, e, epsilon1));
      default ->
          only(
              open,
              EpBetaSolver.epsilon1(alpha, beta, epsilon0),
              e -> EpBeta.of(alpha, beta, epsilon0, e));
    };
  }

  private Law only(String open, List<Double> roots, Function<Double, Law> law) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException(
          "no "
              + open
              + " keeps covariances with "
              + describe()
              + ": change one of them, or give "
              + option(open)
              + ", too, to use a law that does not");
    }
    if (roots.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "two values of %s keep covariances with %s: give %s %s or %s %s",
              open,
              describe(),
              option(open),
              roots.get(0),
              option(open),
              roots.get(1)));
    }
    return law.apply(roots.get(0));
  }

  private String describe() {
    return String.join(
        ", ", given().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }
}
