package io.sparkmixup.report;

import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.plan.Reading;

/** A group of rows of which nothing is known but that it should look like the original's. */
final class ComparedGroup implements GroupView {

  private final GroupComparison group;

  ComparedGroup(GroupComparison group) {
    this.group = group;
  }

  @Override
  public String name() {
    return group.name();
  }

  @Override
  public boolean isAllRows() {
    return group.isAllRows();
  }

  @Override
  public long rows() {
    return group.syntheticRows();
  }

  @Override
  public int components() {
    return group.components();
  }

  @Override
  public String component(int k) {
    return group.component(k);
  }

  @Override
  public Reading reading(int k) {
    return group.reading(k);
  }

  @Override
  public boolean isTested(int k) {
    return Math.min(group.originalHeld(k), group.syntheticHeld(k)) >= GroupComparison.LEAST_VALUES;
  }

  @Override
  public double originalMean(int k) {
    return group.originalMean(k);
  }

  @Override
  public double predictedMean(int k) {
    return group.originalMean(k);
  }

  @Override
  public double observedMean(int k) {
    return group.syntheticMean(k);
  }

  @Override
  public double meanError(int k) {
    return group.meanError(k);
  }

  @Override
  public double meanDegrees(int k) {
    return group.meanDegrees(k);
  }

  @Override
  public double originalVariance(int k) {
    return group.originalVariance(k);
  }

  @Override
  public double predictedVariance(int k) {
    return group.expectedVariance(k);
  }

  @Override
  public double observedVariance(int k) {
    return group.syntheticVariance(k);
  }

  @Override
  public double varianceError(int k) {
    return group.varianceError(k);
  }

  @Override
  public double varianceDegrees(int k) {
    return group.varianceDegrees(k);
  }

  @Override
  public int matrixSize() {
    return group.matrixSize();
  }

  @Override
  public int matrixComponent(int i) {
    return group.matrixComponent(i);
  }

  @Override
  public double originalCovariance(int i, int j) {
    return group.originalCovariance(i, j);
  }

  @Override
  public double predictedCovariance(int i, int j) {
    return group.expectedCovariance(i, j);
  }

  @Override
  public double observedCovariance(int i, int j) {
    return group.syntheticCovariance(i, j);
  }

  @Override
  public double covarianceError(int i, int j) {
    return group.covarianceError(i, j);
  }

  @Override
  public double covarianceDegrees(int i, int j) {
    return group.covarianceDegrees(i, j);
  }

  @Override
  public double predictedScale() {
    return group.expectedScale();
  }

  @Override
  public double observedScale() {
    return group.scale();
  }

  @Override
  public double scaleError() {
    return group.scaleError();
  }

  @Override
  public double scaleDegrees() {
    return group.scaleDegrees();
  }

  @Override
  public double knownChange() {
    return 0;
  }
}
