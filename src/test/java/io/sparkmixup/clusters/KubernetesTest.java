package io.sparkmixup.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.KubernetesUtils;
import org.apache.spark.deploy.k8s.SparkPod;
import org.apache.spark.deploy.k8s.submit.JavaMainAppResource;
import org.apache.spark.deploy.k8s.submit.KubernetesDriverBuilder;
import org.apache.spark.internal.config.ConfigEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;

/**
 * The files for Kubernetes, as Spark's own code takes them, without a cluster: the pod template,
 * and the driver's pod that Spark makes of it and the wrapper's settings. Their schema is the model
 * that Spark's client generates from that of Kubernetes.
 */
class KubernetesTest {

  private static final Path TEMPLATE = Path.of("conf/kubernetes/pod-template.yaml");

  /** Asks no server for anything. */
  private static final KubernetesClient CLIENT =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static String wrapper() throws IOException {
    return Files.readString(Path.of("submit-scripts/kubernetes"));
  }

  /** What the wrapper tells Spark; of variables their defaults. */
  private static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    Matcher conf = Pattern.compile("--conf (spark[\\w.]+)=(\\S+)").matcher(wrapper());
    while (conf.find()) {
      String value = conf.group(2).replace("\"", "").replace("$pod", TEMPLATE.toString());
      settings.put(
          conf.group(1),
          value.replace("$IMAGE", "registry/mixup:1").replaceAll("\\$\\{\\w+:-(.*)}", "$1"));
    }
    return settings;
  }

  private static String jar() throws IOException {
    Matcher jar = Pattern.compile("SPARK_MIXUP_JAR=local://(\\S+)").matcher(wrapper());
    assertThat(jar.find()).isTrue();
    return jar.group(1);
  }

  @Test
  void theTemplateIsOfTheSchema() throws IOException {
    Pod pod = Serialization.unmarshal(Files.readString(TEMPLATE), Pod.class);
    assertThat(pod.getKind()).isEqualTo("Pod");
    assertThat(pod.getApiVersion()).isEqualTo("v1");
    assertThat(UnknownFields.of(pod)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "terminationGracePeriodSeconds:, terminationGraceSeconds:, spec.terminationGraceSeconds",
    "mountPath:, path:, spec.containers[0].volumeMounts[0].path",
    "sizeLimit:, limit:, spec.volumes[0].emptyDir.limit",
  })
  void whatIsNotOfTheSchemaIsFound(String right, String wrong, String field) throws IOException {
    String text = Files.readString(TEMPLATE).replace(right, wrong);
    assertThat(UnknownFields.of(Serialization.unmarshal(text, Pod.class))).containsExactly(field);
  }

  @Test
  void sparkLoadsTheTemplate() {
    SparkPod loaded =
        KubernetesUtils.loadPodFromTemplate(
            CLIENT, TEMPLATE.toString(), Option.apply("spark-mixup"), new SparkConf(false));
    assertThat(loaded.container().getName()).isEqualTo("spark-mixup");
    assertThat(loaded.container().getSecurityContext().getCapabilities().getDrop())
        .containsExactly("ALL");
    assertThat(loaded.pod().getSpec().getVolumes()).hasSize(1);
  }

  @Test
  void sparkKnowsEverySettingOfTheWrapper() throws IOException {
    assertThat(org.apache.spark.deploy.k8s.Config$.MODULE$).isNotNull();
    assertThat(settings()).hasSizeGreaterThan(9);
    for (String name : settings().keySet()) {
      assertThat(ConfigEntry.findEntry(name)).as(name).isNotNull();
    }
  }

  @Test
  void sparkMakesTheDriversPodOfThem() throws IOException {
    SparkConf conf = new SparkConf(false).set("spark.app.name", "mixup");
    conf.set("spark.master", "k8s://https://127.0.0.1:6443");
    settings().forEach(conf::set);
    SparkPod made =
        new KubernetesDriverBuilder()
            .buildFromFeatures(
                KubernetesConf.createDriverConf(
                    conf,
                    "spark-1",
                    new JavaMainAppResource(Option.apply("local://" + jar())),
                    "io.sparkmixup.cli.Main",
                    new String[] {"synthesize", "--input", "hdfs://h/in"},
                    Option.empty()),
                CLIENT)
            .pod();
    Pod pod = made.pod();
    assertThat(UnknownFields.of(pod)).isEmpty();
    assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("spark");
    assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(120);

    Container driver = made.container();
    assertThat(driver.getImage()).isEqualTo("registry/mixup:1");
    assertThat(driver.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(driver.getArgs())
        .startsWith("driver")
        .endsWith("local://" + jar(), "synthesize", "--input", "hdfs://h/in");
    assertThat(driver.getEnv())
        .filteredOn(variable -> variable.getName().equals("SPARK_LOCAL_DIRS"))
        .extracting(EnvVar::getValue)
        .containsExactly("/var/data/spark-local");
  }

  /** The image has the jar where the wrapper says, and ends with the template's user. */
  @Test
  void theImageFitsTheWrapperAndTheTemplate() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("conf/kubernetes/Dockerfile"));
    Pod pod = Serialization.unmarshal(Files.readString(TEMPLATE), Pod.class);
    assertThat(lines).contains("COPY --chmod=0644 target/spark-mixup-*.jar " + jar());
    assertThat(lines)
        .contains("ARG spark_uid=" + pod.getSpec().getSecurityContext().getRunAsUser())
        .endsWith("USER ${spark_uid}");
  }
}
