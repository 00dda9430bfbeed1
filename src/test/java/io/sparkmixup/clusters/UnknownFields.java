package io.sparkmixup.clusters;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fields of a Kubernetes object that its schema does not have: the model keeps them aside, where a
 * server would refuse them.
 */
final class UnknownFields {

  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /** Their paths. */
  static List<String> of(KubernetesResource resource) {
    UnknownFields fields = new UnknownFields();
    try {
      fields.visit("", resource);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return fields.found;
  }

  private void visit(String path, Object value)
      throws IllegalAccessException, InvocationTargetException {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visit(path + "[" + i + "]", list.get(i));
      }
    }
    if (!(value instanceof KubernetesResource)) {
      return;
    }
    for (Method method : value.getClass().getMethods()) {
      String name = method.getName();
      if (!name.startsWith("get") || method.getParameterCount() > 0) {
        continue;
      }
      Object field = method.invoke(value);
      if (name.equals("getAdditionalProperties")) {
        ((Map<?, ?>) field).keySet().forEach(key -> found.add(below(path, key.toString())));
      } else {
        visit(
            below(path, name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4)), field);
      }
    }
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
