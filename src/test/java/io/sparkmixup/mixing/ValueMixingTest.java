package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ValueMixingTest {

  /** lambda x + (1 - lambda) p rounded half to even, by division of whole numbers. */
  private static BigInteger exact(double lambda, BigInteger x, BigInteger p) {
    int exponent = Math.max(Math.getExponent(lambda), Double.MIN_EXPONENT) - 52;
    BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(lambda, -exponent));
    if (exponent >= 0) {
      return mantissa.shiftLeft(exponent).multiply(x.subtract(p)).add(p);
    }
    BigInteger unit = BigInteger.ONE.shiftLeft(-exponent);
    BigInteger sum = mantissa.multiply(x.subtract(p)).add(p.multiply(unit));
    BigInteger floor = sum.shiftRight(-exponent);
    int half = sum.subtract(floor.multiply(unit)).shiftLeft(1).compareTo(unit);
    return half > 0 || (half == 0 && floor.testBit(0)) ? floor.add(BigInteger.ONE) : floor;
  }

  private static void check(double lambda, long x, long p) {
    BigInteger exact = exact(lambda, BigInteger.valueOf(x), BigInteger.valueOf(p));
    if (exact.bitLength() < 64) {
      assertThat(ValueMixing.mixWhole(lambda, x, p)).isEqualTo(exact.longValueExact());
    } else {
      assertThatThrownBy(() -> ValueMixing.mixWhole(lambda, x, p))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Property
  void wholeNumbersAreExact(
      @ForAll @DoubleRange(min = -1, max = 2) double lambda, @ForAll long x, @ForAll long p) {
    check(lambda, x, p);
  }

  @Property
  void wholeNumbersInTheRangeOfDoublesAreExact(
      @ForAll @DoubleRange(min = -1, max = 2) double lambda,
      @ForAll @LongRange(min = -1L << 43, max = 1L << 43) long x,
      @ForAll @LongRange(min = -1L << 43, max = 1L << 43) long p) {
    check(lambda, x, p);
  }

  /** A dyadic weight gives ties, and its neighbours are next to them. */
  @Property
  void tiesAndWhatIsNextToThemAreExact(
      @ForAll @LongRange(min = -1L << 44, max = 1L << 44) long x,
      @ForAll @LongRange(min = -1L << 44, max = 1L << 44) long p,
      @ForAll @IntRange(min = 1, max = 10) int power,
      @ForAll @IntRange(min = -300, max = 1300) int numerator) {
    double lambda = (numerator | 1) / (double) (1 << power);
    check(lambda, x, p);
    check(Math.nextUp(lambda), x, p);
    check(Math.nextDown(lambda), x, p);
  }

  @Test
  void halvesGoToTheEvenNeighbour() {
    assertThat(ValueMixing.mixWhole(0.5, 1, 2)).isEqualTo(2);
    assertThat(ValueMixing.mixWhole(0.5, 2, 3)).isEqualTo(2);
    assertThat(ValueMixing.mixWhole(0.5, -1, -2)).isEqualTo(-2);
    assertThat(ValueMixing.mixWhole(0.5, 0, -1)).isZero();
    assertThat(decimal(0.5, "0.01", "0.02", 2)).isEqualTo(new BigDecimal("0.02"));
    assertThat(decimal(0.5, "0.02", "0.03", 2)).isEqualTo(new BigDecimal("0.02"));
  }

  @Test
  void longsBeyond53BitsKeepTheirLastDigit() {
    long x = (1L << 60) + 1;
    long p = (1L << 60) + 3;
    assertThat(ValueMixing.mixWhole(0.5, x, p)).isEqualTo((1L << 60) + 2);
    assertThat(ValueMixing.mixWhole(0.5, Long.MIN_VALUE, Long.MAX_VALUE)).isZero();
    assertThat(ValueMixing.mixWhole(0.75, Long.MAX_VALUE, Long.MAX_VALUE - 4))
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Property
  void decimalsAreExactAtTheirScale(
      @ForAll @DoubleRange(min = -1, max = 2) double lambda,
      @ForAll long x,
      @ForAll long p,
      @ForAll @IntRange(min = 0, max = 30) int scale) {
    // Beyond 38 digits on purpose: the column's precision is checked elsewhere.
    BigInteger wide = BigInteger.TEN.pow(20).add(BigInteger.valueOf(x));
    BigDecimal mixed =
        ValueMixing.mixDecimal(
            lambda,
            new BigDecimal(wide, scale),
            new BigDecimal(BigInteger.valueOf(p), scale),
            scale);
    assertThat(mixed.unscaledValue()).isEqualTo(exact(lambda, wide, BigInteger.valueOf(p)));
    assertThat(mixed.scale()).isEqualTo(scale);
  }

  private static BigDecimal decimal(double lambda, String x, String p, int scale) {
    return ValueMixing.mixDecimal(lambda, new BigDecimal(x), new BigDecimal(p), scale);
  }

  @Property
  void equalValuesAreReturnedAsTheyAre(@ForAll double lambda, @ForAll double x, @ForAll long n) {
    assertThat(Double.doubleToRawLongBits(ValueMixing.mix(lambda, x, x)))
        .isEqualTo(Double.doubleToRawLongBits(x));
    assertThat(ValueMixing.mixWhole(lambda, n, n)).isEqualTo(n);
  }

  @Test
  void negativeZeroStaysWhereBothParentsHoldIt() {
    assertThat(Double.doubleToRawLongBits(ValueMixing.mix(0.3, -0.0, -0.0)))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(Double.doubleToRawLongBits(ValueMixing.mix(0.3, -0.0, 0.0))).isZero();
  }

  @Property
  void doublesAreRoundedOnceAfterTheDifference(
      @ForAll @DoubleRange(min = -1, max = 2) double lambda,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double x,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double p) {
    BigDecimal exact =
        new BigDecimal(lambda).multiply(new BigDecimal(x - p)).add(new BigDecimal(p));
    assertThat(ValueMixing.mix(lambda, x, p)).isEqualTo(x == p ? x : exact.doubleValue());
  }

  @Test
  void aDifferenceThatOverflowsIsInfinite() {
    assertThat(ValueMixing.mix(0.5, Double.MAX_VALUE, -Double.MAX_VALUE)).isInfinite();
  }
}
