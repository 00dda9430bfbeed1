package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Sink;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.testing.LocalSpark;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A null is refused where it is given, by the name of what it was given for. */
class NullArgumentsTest {

  private static final Mixup MIXUP = Mixup.of(LocalSpark.session().range(9).toDF());

  private static final OutputRequest OUTPUT = OutputRequest.of("/x", FileFormat.CSV);

  private static Arguments settingOf(String name, Runnable setting) {
    return Arguments.of(name, setting);
  }

  @SuppressWarnings("NullOptional")
  static Stream<Arguments> settings() {
    return Stream.of(
        settingOf("rows", () -> Mixup.of(null)),
        settingOf("mix", () -> MIXUP.mix((String) null)),
        settingOf("mix", () -> MIXUP.mix((String[]) null)),
        settingOf("copy", () -> MIXUP.copy("id", null)),
        settingOf("drop", () -> MIXUP.drop((String) null)),
        settingOf("idColumns", () -> MIXUP.idColumns((String) null)),
        settingOf("within", () -> MIXUP.within((String) null)),
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
        settingOf("input", () -> MIXUP.begunFrom(null)),
        settingOf("request", () -> MIXUP.request(null)),
        settingOf("mix", () -> MixupRequest.standard().withMix(null)),
        settingOf("copy", () -> MixupRequest.standard().withCopy(null)),
        settingOf("drop", () -> MixupRequest.standard().withDrop(null)),
        settingOf("idColumns", () -> MixupRequest.standard().withIdColumns(null)),
        settingOf("label", () -> MixupRequest.standard().withLabel(null)),
        settingOf("within", () -> MixupRequest.standard().withWithin(null)),
        settingOf("ratio", () -> Sizes.standard().withRatio(null)),
        settingOf("text", () -> Balance.of(null)),
        settingOf("words", () -> Ranges.parse(null)),
        settingOf("words", () -> Ranges.parse(Arrays.asList("clip", null))),
        settingOf("column", () -> Ranges.Bounds.of(null, null, null)),
        settingOf("column", () -> Ranges.Bounds.observed(null)),
        settingOf("location", () -> OutputRequest.of(null, FileFormat.CSV)),
        settingOf("format", () -> OutputRequest.of("/x", null)),
        settingOf("mode", () -> OUTPUT.withMode(null)),
        settingOf("token", () -> OUTPUT.withNullValue(null)),
        settingOf("name", () -> OUTPUT.withOption(null, "b")),
        settingOf("value", () -> OUTPUT.withOption("a", null)),
        settingOf("partitionBy", () -> OUTPUT.withPartitionBy(null)),
        settingOf("sink", () -> written(() -> MIXUP.writeTo((Sink) null))),
        settingOf("location", () -> written(() -> MIXUP.writeTo(null, FileFormat.CSV))),
        settingOf("format", () -> written(() -> MIXUP.writeTo("/x", null))));
  }

  private static void written(Callable<MixupResult> writing) {
    try {
      writing.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void theyAreRefusedByName(String name, Runnable setting) {
    assertThatNullPointerException().isThrownBy(setting::run).withMessage(name);
  }
}
