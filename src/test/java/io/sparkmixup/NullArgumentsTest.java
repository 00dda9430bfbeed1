package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sparkmixup.testing.LocalSpark;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A null is refused where it is given, by the name of what it was given for. */
class NullArgumentsTest {

  private static final Mixup MIXUP = Mixup.of(LocalSpark.session().range(9).toDF());

  private static Arguments settingOf(String name, Runnable setting) {
    return Arguments.of(name, setting);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        settingOf("rows", () -> Mixup.of(null)),
        settingOf("label", () -> MIXUP.label(null)),
        settingOf("ids", () -> MIXUP.ids(null)),
        settingOf("law", () -> MIXUP.law(null)),
        settingOf("balance", () -> MIXUP.balance(null)),
        settingOf("nulls", () -> MIXUP.nulls(null)),
        settingOf("integers", () -> MIXUP.integers(null)),
        settingOf("ranges", () -> MIXUP.range(null)),
        settingOf("ragged", () -> MIXUP.ragged(null)),
        settingOf("moments", () -> MIXUP.moments(null)),
        settingOf("verify", () -> MIXUP.verify(null)),
        settingOf("limits", () -> MIXUP.limits(null)),
        settingOf("progress", () -> MIXUP.progress(null)),
        settingOf("request", () -> MIXUP.request(null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void theyAreRefusedByName(String name, Runnable setting) {
    assertThatNullPointerException().isThrownBy(setting::run).withMessage(name);
  }
}
