package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.EpBeta;
import io.sparkmixup.law.Uniform;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupRequestTest {

  private static final MixupRequest STANDARD = MixupRequest.standard();

  @Test
  void standardMixesAllNumbersOnceWithThePreservingLaw() {
    assertThat(STANDARD)
        .isEqualTo(
            new MixupRequest(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Ids.NEW,
                Optional.empty(),
                Optional.empty(),
                EpBeta.preserving(0.3, 0.3, 0.075),
                Sizes.standard(),
                Rules.standard(),
                Set.of(),
                0,
                0.01));
  }

  @Test
  void eachWithChangesItsComponentAlone() {
    MixupRequest changed =
        STANDARD
            .withMix(List.of("a"))
            .withCopy(List.of("b"))
            .withDrop(List.of("c"))
            .withIdColumns(List.of("d"))
            .withIds(Ids.KEEP)
            .withLabel(Optional.of("e"))
            .withWithin(Optional.of(List.of("f")))
            .withLaw(Uniform.of())
            .withSizes(Sizes.standard().withRows(3))
            .withRules(
                new Rules(
                    Rules.Nulls.FAIL,
                    Rules.Integers.DOUBLE,
                    Ranges.none(),
                    Rules.Ragged.CARRY,
                    Rules.Moments.EXACT))
            .withExtra(Extra.LINEAGE)
            .withExtra(Extra.SOFT_LABELS)
            .withSeed(4)
            .withMaxVerbatim(0.5);
    assertThat(changed)
        .isEqualTo(
            new MixupRequest(
                List.of("a"),
                List.of("b"),
                List.of("c"),
                List.of("d"),
                Ids.KEEP,
                Optional.of("e"),
                Optional.of(List.of("f")),
                Uniform.of(),
                new Sizes(
                    BigDecimal.ONE, Optional.of(3L), Optional.empty(), Sizes.Originals.LEFT_OUT),
                new Rules(
                    Rules.Nulls.FAIL,
                    Rules.Integers.DOUBLE,
                    Ranges.none(),
                    Rules.Ragged.CARRY,
                    Rules.Moments.EXACT),
                Set.of(Extra.LINEAGE, Extra.SOFT_LABELS),
                4,
                0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void sharesOutsideTheUnitIntervalAreRefused(double share) {
    assertThatThrownBy(() -> STANDARD.withMaxVerbatim(share))
        .isInstanceOf(RequestException.class)
        .hasMessage("largest share of verbatim rows " + share + ": must lie in [0, 1]");
  }

  @Test
  void theEndsOfTheUnitIntervalAreShares() {
    assertThat(STANDARD.withMaxVerbatim(0).maxVerbatim()).isZero();
    assertThat(STANDARD.withMaxVerbatim(1).maxVerbatim()).isEqualTo(1);
  }
}
