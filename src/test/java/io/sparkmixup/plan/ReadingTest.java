package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

  /** A difference can be told to a tenth of it. */
  @ParameterizedTest
  @CsvSource({
    "INSTANT, 1764500000123456, 1e15, 2025-11-30",
    "INSTANT, 1764500000123456, 3.6e9, 2025-11-30T10:53Z",
    "INSTANT, 1764500000123456, 6e7, 2025-11-30T10:53:20Z",
    "INSTANT, 1764500000123456, 2e6, 2025-11-30T10:53:20.1Z",
    "INSTANT, 1764500000123456, 1e5, 2025-11-30T10:53:20.12Z",
    "INSTANT, 1764500000123456, 0, 2025-11-30T10:53:20.123456Z",
    "INSTANT, -1, 0, 1969-12-31T23:59:59.999999Z",
    "DATE_TIME, 1764500000123456, 3.6e9, 2025-11-30T10:53",
    "DATE, 20422, 30, 2025-11-30",
    "DATE, 20422.5, 1, 2025-11-30T12:00",
  })
  void timesHaveTheDigitsThatTell(Reading reading, double value, double difference, String text) {
    assertThat(reading.time(value, difference)).contains(text);
  }

  @Test
  void allElseIsANumber() {
    assertThat(Reading.of(DataTypes.LongType)).isEqualTo(Reading.NUMBER);
    assertThat(Reading.NUMBER.time(1, 1)).isEmpty();
    assertThat(Reading.of(DataTypes.TimestampType)).isEqualTo(Reading.INSTANT);
    for (double none : new double[] {Double.NaN, 1e300, Double.NEGATIVE_INFINITY}) {
      assertThat(Reading.INSTANT.time(none, 1)).isEmpty();
    }
    assertThat(Reading.INSTANT.time(0, Double.NaN)).contains("1970-01-01T00:00:00.000000Z");
  }
}
